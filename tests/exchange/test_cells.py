import pytest
from hypothesis import given, strategies

from repcockpit.exchange.cells import guard, joined, parted, unguard


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(1+9)*cmd|' /C calc'!A0", "'@SUM(1+9)*cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=x", "''=x"),
        ("''@x", "'''@x"),
        ("+34 600 11-22", "+34 600 11-22"),
        ("+1 (212) 555.01/2", "+1 (212) 555.01/2"),
        ("-5", "-5"),
        ("+3.25", "+3.25"),
        ("-1,5", "-1,5"),
        ("-1.5e-7", "-1.5e-7"),
        ("-", "'-"),
        ("- first point", "'- first point"),
        ("'quoted'", "'quoted'"),
        ("O'Neil", "O'Neil"),
        ("", ""),
    ],
)
def test_guard_and_back(cell: str, guarded: str) -> None:
    assert guard(cell) == guarded
    assert unguard(guarded) == cell


@pytest.mark.parametrize("cell", ["'+34 600", "'-5", "'abc", "'", "''"])
def test_a_quote_that_no_guard_wrote_stays(cell: str) -> None:
    assert unguard(cell) == cell


@given(strategies.text())
def test_unguard_undoes_guard(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@given(strategies.text(alphabet="'=+-@\t\r0123456789 ()./a"))
def test_unguard_undoes_guard_on_hard_letters(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize(
    ("parts", "cell"),
    [
        (["a", "b"], "a; b"),
        (["a; b", "c"], "a\\; b; c"),
        (["x;y", "c:\\", "; "], "x\\;y; c:\\\\; \\; "),
        (["two\nlines", "=1"], "two\nlines; =1"),
        ([], ""),
    ],
)
def test_several_texts_in_a_cell_come_apart_as_they_were(parts: list[str], cell: str) -> None:
    assert joined(parts) == cell
    assert parted(cell) == parts
