"""Calendar files as other programs read them."""

import io
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcockpit.exchange.writers.ics import CalendarEntry, escaped, folded, write_ics

STAMP = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def written(*entries: CalendarEntry) -> bytes:
    out = io.BytesIO()
    assert write_ics("My agenda", entries, STAMP, out) == len(entries)
    return out.getvalue()


def read(document: bytes) -> list[Any]:
    icalendar = pytest.importorskip("icalendar")
    return list(icalendar.Calendar.from_ical(document).walk("VEVENT"))


def test_an_appointment_is_two_instants_in_utc() -> None:
    madrid = timezone(timedelta(hours=1))
    start = datetime(2026, 11, 24, 10, 30, tzinfo=madrid)
    entry = CalendarEntry("a@repcockpit", start, start + timedelta(minutes=45), "Visit", "line\nnext", "Lyon")
    text = written(entry).decode()
    assert "DTSTART:20261124T093000Z\r\nDTEND:20261124T101500Z\r\n" in text
    assert "DTSTAMP:20261124T080000Z" in text
    assert "UID:a@repcockpit" in text
    assert "DESCRIPTION:line\\nnext\r\nLOCATION:Lyon" in text
    assert "TRANSP:OPAQUE" in text
    assert written(entry) == written(entry)


def test_a_day_ends_on_the_next_and_the_last_day_there_is_on_none() -> None:
    text = written(CalendarEntry("a", date(2026, 12, 31), None, "Call", is_busy=False)).decode()
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert "TRANSP:TRANSPARENT" in text
    assert "DTEND" not in written(CalendarEntry("a", date.max, None, "Call")).decode()
    assert "VALUE=DATE:00010101" in written(CalendarEntry("a", date.min, None, "Call")).decode()


def test_every_line_ends_in_crlf_and_holds_75_octets() -> None:
    document = written(CalendarEntry("a", date(2026, 1, 1), None, "漢字😀é" * 60, "x" * 1000))
    lines = document.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode("utf-8")  # no character is cut in two
    assert str(read(document)[0]["summary"]) == "漢字😀é" * 60


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("one\r\ntwo\rthree\nfour", "one\\ntwo\\nthree\\nfour"),
        ("\x1b[31mred\x00", " [31mred "),
        ("tab\there", "tab\there"),
        ("BEGIN:VEVENT\nEND:VCALENDAR", "BEGIN:VEVENT\\nEND:VCALENDAR"),
    ],
)
def test_text_is_escaped(text: str, said: str) -> None:
    assert escaped(text) == said


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=300))
def test_any_text_comes_back(text: str) -> None:
    entry = CalendarEntry("a", date(2026, 1, 1), None, text, text)
    event = read(written(entry))[0]
    assert (str(event["summary"]), str(event["description"])) == (text, text)


@given(st.text(max_size=400))
def test_folding_takes_nothing_away(text: str) -> None:
    line = "SUMMARY:" + escaped(text)
    assert folded(line).replace("\r\n ", "") == line
