import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.businesstime import DEFAULT_HOURS, Hours
from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.hours import hours_text, known_hours, known_zone, parse_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("mon-fri 09:00-17:00", DEFAULT_HOURS),
        ("Mon-Fri 9:00-17:00; Sat 09:00-12:00;", (*DEFAULT_HOURS[:5], ((540, 720),), ())),
        ("sun-mon 22:00-06:00", (((1320, 1800),), (), (), (), (), (), ((1320, 1800),))),
        (
            "mon,wed 14:00-18:00, 09:00-13:00",
            (((540, 780), (840, 1080)), (), ((540, 780), (840, 1080)), (), (), (), ()),
        ),
        ("mon 00:00-24:00", (((0, 1440),), *((),) * 6)),
        ("monday 09:00-10:00; monday 09:00-10:00", (((540, 600),), *((),) * 6)),
        (" Closed ", ((),) * 7),
    ],
)
def test_hours_are_read(text: str, hours: Hours) -> None:
    assert parse_hours(text) == hours
    assert parse_hours(hours_text(hours)) == hours


def test_hours_are_written() -> None:
    assert (
        hours_text(parse_hours("sat 09:00-12:00; mon-fri 09:00-17:00"))
        == "mon-fri 09:00-17:00; sat 09:00-12:00"
    )
    assert hours_text(parse_hours("mon 22:00-06:00")) == "mon 22:00-06:00"
    assert hours_text(((),) * 7) == "closed"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "always",
        "mon-tue-wed 09:00-10:00",
        "moon 09:00-10:00",
        "mon 09:00",
        "mon 09:60-10:00",
        "mon 25:00-26:00",
        "mon 09:00-24:30",
        "mon 09:00-12:00, 11:00-13:00",
    ],
)
def test_other_words_are_no_hours(text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        parse_hours(text)
    assert "mon-fri" in caught.value.hint


WINDOWS = st.lists(st.integers(0, 1439), min_size=2, max_size=4, unique=True).map(
    lambda ends: tuple(zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False))
)


@given(st.tuples(*[st.just(()) | WINDOWS] * 7))
def test_written_hours_are_read_back(hours: Hours) -> None:
    assert parse_hours(hours_text(hours)) == hours


def test_what_cannot_be_read_is_unknown() -> None:
    assert known_hours("mon 09:00-12:00") == parse_hours("mon 09:00-12:00")
    assert [known_hours(text) for text in (None, "", "whenever", "mon 9")] == [None] * 4
    assert str(known_zone("Europe/Madrid")) == "Europe/Madrid"
    assert [known_zone(name) for name in (None, "", "Mars/Olympus", "../etc/passwd", "a\0b", "Europe")] == [
        None
    ] * 6
