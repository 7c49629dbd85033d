"""Accounts: `@` at the start of a word, the longest match, quotes."""

import pytest

from repcockpit.domain.capture import AccountRef, parse
from tests.domain.capture import book as b
from tests.domain.capture.book import alone, names, on_row, problems


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("@northglass late", b.NORTHGLASS),
        ("@NORTHGLASS: late", b.NORTHGLASS),
        ("@northgl late", b.NORTHGLASS),
        ("@Goldman, Sachs & Co. late", b.GOLDMAN),
        ("@goldman, sachs & co late", b.GOLDMAN),
        ("@goldman, sachs: late", b.GOLDMAN),
        ("@Goldman late", b.GOLDMAN),
        ("@sachs late", b.GOLDMAN),
        ('@"Goldman, Sachs & Co." late', b.GOLDMAN),
        ("@“Goldman, Sachs & Co.” late", b.GOLDMAN),
        ('@"acme" late', b.ACME),
        ("@3M late", b.THREE_M),
        ("@3M 25m late", b.THREE_M),
        ("@Monday.com late", b.MONDAY),
        ("@monday late", b.MONDAY),
        ("@monday com: late", b.MONDAY),
        ("@acme late", b.ACME),
        ("@acme iberia late", b.ACME_IBERIA),
        ("@acme ib: late", b.ACME_IBERIA),
        ("@acme ok late", b.ACME),
        ("@glass north late", b.GLASS_NORTH),
        ("visit @northglass fri late", b.NORTHGLASS),
        ("call ok @northglass: late", b.NORTHGLASS),
    ],
)
def test_the_longest_match_over_the_words_that_follow(line: str, account: AccountRef) -> None:
    draft = alone(line)
    assert (draft.account, draft.note, draft.problems) == (account, "late", ())


@pytest.mark.parametrize("line", ["@northglass late", "visit @northglass late"])
def test_an_account_alone_is_a_touch_of_nobody(line: str) -> None:
    for draft in (alone(line), on_row(line), parse(line, b.context(account=b.NORTHGLASS))):
        assert (draft.people, draft.account, draft.problems) == ((), b.NORTHGLASS, ())


def test_a_row_of_an_account_is_the_account_alone() -> None:
    draft = parse("late", b.context(account=b.KONEX))
    assert (draft.people, draft.account, draft.note) == ((), b.KONEX, "late")


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("@northglass jon: late", ["Jon Park"]),
        ("@northglass, jon: late", ["Jon Park"]),
        ("@northglass visit jon late", ["Jon Park"]),
        ("@northglass late", []),
    ],
)
def test_after_an_account_a_name_needs_a_type_or_a_sign(line: str, who: list[str]) -> None:
    assert names(alone(line)) == who
    assert alone(line).note.endswith("late")


def test_a_comma_after_an_account_may_also_begin_the_note() -> None:
    draft = alone("@northglass, late again")
    assert (draft.people, draft.note, draft.problems) == ((), "late again", ())


def test_beginnings_of_words_do_not_reach_across_a_comma() -> None:
    draft = alone("@gold, sachs late")
    assert (draft.account, draft.note) == (b.GOLDMAN, "sachs late")


@pytest.mark.parametrize(
    ("line", "problem", "candidates"),
    [
        ("@nowhere late", ("not_found", "@nowhere"), []),
        ("call luis @nowhere late", ("not_found", "@nowhere"), []),
        ("@no: late", ("ambiguous", "@no"), ["Northglass", "Glass North"]),
        ("@& late", ("not_found", "@&"), []),
        ("@\u0301 late", ("not_found", "@\u0301"), []),
    ],
)
def test_unknown_and_ambiguous_accounts(line: str, problem: tuple[str, str], candidates: list[str]) -> None:
    draft = alone(line)
    assert problems(draft) == [problem]
    assert [one.name for one in draft.problems[0].candidates] == candidates
    assert (draft.account, draft.note) == (None, "late")


def test_the_rows_account_wins_a_tie() -> None:
    twin = b.NORTHGLASS._replace(id=b"t" * 16)
    book = b.Book(accounts=[b.NORTHGLASS, twin])
    assert parse("@northglass x", b.context(account=twin, book=book)).account is twin
    assert problems(parse("@northglass x", b.context(book=book))) == [("ambiguous", "@northglass")]


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("late @northglass", "late @northglass"),
        ("@ northglass late", "@ northglass late"),
        ("wrote to jon@northglass.com", "wrote to jon@northglass.com"),
        ("ok @northglass @southglass late", "@southglass late"),
    ],
)
def test_other_at_signs_are_the_note(line: str, note: str) -> None:
    assert on_row(line).note == note
    assert on_row(line).problems == ()
