"""Calendars to rows: every file there is, times in every form, series within reach."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcockpit.domain.errors import CockpitError
from repcockpit.exchange.readers import open_tables
from repcockpit.exchange.readers.ics_lines import property_of, unfolded
from repcockpit.exchange.readers.ics_rows import HEADER
from repcockpit.exchange.readers.table import BadRow, ReadOptions, Row
from repcockpit.exchange.writers.ics import CalendarEntry, write_ics
from tests.exchange.given import given as given_set

ABOUT = date(2026, 11, 24)
Found = tuple[list[dict[str, str]], list[str], list[str]]


def read(folder: Path, body: str, about: date | None = ABOUT, wrap: bool = True) -> Found:
    """(rows by column, reasons of bad rows, warnings) of a calendar with this body."""
    path = folder / "a.ics"
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{body.strip()}\nEND:VCALENDAR\n" if wrap else body
    path.write_bytes(text.replace("\n", "\r\n").encode())
    (table,) = open_tables(path, ReadOptions(about=about))
    rows, bad = [], []
    for row in table.rows:
        if isinstance(row, BadRow):
            bad.append(row.reason)
        elif isinstance(row, Row):
            rows.append(dict(zip(HEADER, row.cells, strict=True)))
    return rows, bad, table.warnings


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VEVENT", "UID:1@x", *lines, "ATTENDEE:mailto:maria@acme.com", "END:VEVENT"])


def starts(folder: Path, *lines: str) -> list[str]:
    return [row["Start"] for row in read(folder, event(*lines))[0]]


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("DTSTART:20261120T090000Z", "2026-11-20T09:00:00Z"),
        ("DTSTART:20261120T090000", "2026-11-20T09:00:00"),
        ("DTSTART;TZID=Europe/Madrid:20261120T100000", "2026-11-20T09:00:00Z"),
        ("DTSTART;TZID=Romance Standard Time:20261120T100000", "2026-11-20T09:00:00Z"),
        ('DTSTART;TZID="W. Europe Standard Time":20261120T100000', "2026-11-20T09:00:00Z"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20261120T100000", "2026-11-20T09:00:00Z"),
        ('DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin":20261120T100000', "2026-11-20T09:00:00Z"),
        ("DTSTART;TZID=Nowhere/Land:20261120T100000", "2026-11-20T10:00:00"),
        ("DTSTART;VALUE=DATE:20261120", "2026-11-20"),
        ("DTSTART:20261120", "2026-11-20"),
        ("dtstart:20261120T0900Z", "2026-11-20T09:00:00Z"),
    ],
)
def test_a_start_in_every_form(tmp_path: Path, line: str, start: str) -> None:
    assert starts(tmp_path, line) == [start]


def test_a_zone_that_the_file_describes(tmp_path: Path) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Ours\n"
        "BEGIN:STANDARD\nDTSTART:16010101T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n"
        "TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n"
        "BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\n"
        "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    for day, hour in (("20261120", "09"), ("20261001", "08")):
        rows, _, warnings = read(tmp_path, zone + event(f"DTSTART;TZID=Ours:{day}T100000"))
        assert rows[0]["Start"][11:13] == hour
        assert warnings == []


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        (("DTEND:20261120T103000Z",), "90"),
        (("DTEND;TZID=Europe/Madrid:20261120T110000",), "60"),
        (("DURATION:PT1H15M",), "75"),
        (("DURATION:P1D",), "1440"),
        (("DTEND:20261119T103000Z",), ""),
        (("DURATION:-PT5M",), ""),
        (("DURATION:nonsense",), ""),
        (("DURATION:P9999999D",), ""),
        ((), ""),
    ],
)
def test_how_long_it_takes(tmp_path: Path, lines: tuple[str, ...], minutes: str) -> None:
    rows, _, _ = read(tmp_path, event("DTSTART:20261120T090000Z", *lines))
    assert rows[0]["Minutes"] == minutes


SERIES = ("DTSTART;TZID=Europe/Madrid:20261102T100000", "RRULE:FREQ=WEEKLY;COUNT=4")


def test_a_series_stands_day_by_day_on_its_own_clock(tmp_path: Path) -> None:
    assert starts(tmp_path, *SERIES) == [f"2026-11-{day}T09:00:00Z" for day in ("02", "09", "16", "23")]
    across = starts(tmp_path, "DTSTART;TZID=Europe/Madrid:20261020T100000", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert across == ["2026-10-20T08:00:00Z", "2026-10-27T09:00:00Z"]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (("DTSTART:19000101T100000Z", "RRULE:FREQ=DAILY"), 181),
        (("DTSTART:20261101T100000Z", "RRULE:FREQ=DAILY;UNTIL=50001231T000000Z"), 114),
        (("DTSTART:20261101T100000Z", "RRULE:FREQ=DAILY;UNTIL=20261103T100000Z"), 3),
        (("DTSTART:20261101T100000Z", "RRULE:FREQ=DAILY;UNTIL=20261103"), 3),
        (("DTSTART:00010101T100000Z", "RRULE:FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2"), 0),
        (("DTSTART:00010101T100000Z", "RRULE:FREQ=YEARLY;BYDAY=-1MO;BYMONTH=11"), 1),
        (("DTSTART:20200229T100000Z", "RRULE:FREQ=YEARLY"), 0),
        (("DTSTART:20261102T100000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO,3WE;COUNT=4"), 4),
        (("DTSTART:20261101T100000Z", "RRULE:FREQ=SECONDLY"), 1),
        (("DTSTART:20261101T100000Z", "RRULE:FREQ=DAILY;INTERVAL=0"), 1),
        (("DTSTART:20261101T100000Z", "RRULE:FREQ=DAILY;BYDAY=XX"), 1),
        (("DTSTART:20261101T100000Z", "RRULE:FREQ=DAILY;INTERVAL=99999"), 1),
        (("DTSTART:20261101T100000Z", "RRULE:FREQ=DAILY;COUNT=999999999"), 114),
        (("DTSTART:99991231T235900Z", "RRULE:FREQ=DAILY"), 0),
        (("DTSTART:20261101T100000Z", "RDATE:20261105T100000Z,20261106T110000Z"), 3),
        (("DTSTART:20261101T100000Z", "RDATE;VALUE=PERIOD:20261105T100000Z/PT1H"), 2),
    ],
)
def test_series_however_long_come_to_an_end(tmp_path: Path, lines: tuple[str, ...], count: int) -> None:
    begun = time.perf_counter()
    assert len(starts(tmp_path, *lines)) == count
    assert time.perf_counter() - begun < 5


def test_a_day_of_a_series_may_be_moved_or_called_off(tmp_path: Path) -> None:
    body = event(*SERIES, "EXDATE:20261109T090000Z", "SUMMARY:Old") + "\n"
    body += event("RECURRENCE-ID:20261116T090000Z", "DTSTART:20261117T120000Z", "SUMMARY:New")
    rows, _, _ = read(tmp_path, body)
    assert [(row["Recurrence"], row["Start"][:10], row["Status"], row["Summary"]) for row in rows] == [
        ("2026-11-02", "2026-11-02", "", "Old"),
        ("2026-11-09", "2026-11-09", "CANCELLED", "Old"),
        ("2026-11-23", "2026-11-23", "", "Old"),
        ("2026-11-16", "2026-11-17", "", "New"),
    ]


def test_people_are_those_with_an_address_who_come(tmp_path: Path) -> None:
    rows, _, _ = read(
        tmp_path,
        "BEGIN:VEVENT\nUID:2\nDTSTART:20261120T090000Z\nORGANIZER;CN=Ana:MAILTO:ana@ours.example\n"
        'ATTENDEE;CN="López; Maria: boss";PARTSTAT=ACCEPTED:mailto:maria@acme.com\n'
        "ATTENDEE;CUTYPE=ROOM:mailto:room@ours.example\nATTENDEE;PARTSTAT=DECLINED:mailto:jon@acme.com\n"
        "ATTENDEE;EMAIL=li@acme.com:invalid:nomail\nATTENDEE:urn:x\nSUMMARY:Talk\\, again\\nand\\; more\n"
        "BEGIN:VALARM\nDESCRIPTION:beep\nEND:VALARM\nDESCRIPTION:Real\nEND:VEVENT",
    )
    row = rows[0]
    assert row["Organizer"] == "ana@ours.example"
    assert row["Attendees"] == "maria@acme.com; li@acme.com"
    assert row["Declined"] == "jon@acme.com"
    assert (row["Summary"], row["Description"]) == ("Talk, again\nand; more", "Real")


def test_what_is_no_meeting_is_counted(tmp_path: Path) -> None:
    body = (
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261120\nSUMMARY:Birthday\nEND:VEVENT\n"
        "BEGIN:VTODO\nSUMMARY:Buy\nEND:VTODO\nBEGIN:VEVENT\nSUMMARY:No start\nEND:VEVENT\n"
        "BEGIN:VEVENT\nDTSTART:20261399T000000\nEND:VEVENT\nnonsense\n" + event("DTSTART:20200101T100000Z")
    )
    rows, bad, warnings = read(tmp_path, body)
    assert rows == []
    assert bad == ["no start", "a start that nobody can read"]
    assert [warning.partition(":")[2] for warning in warnings if "left out:" in warning] == [" 1", " 1", " 1"]


def test_a_calendar_without_its_ends_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    body = "BEGIN:VCALENDAR\n" + event("DTSTART:20261120T090000Z").replace("END:VEVENT", "")
    body += event("DTSTART:20261121T090000Z")
    rows, bad, _ = read(tmp_path, body, wrap=False)
    assert [row["Start"][:10] for row in rows] == ["2026-11-21"]
    assert bad == ["BEGIN:VEVENT has no END"]
    deep = "BEGIN:VCALENDAR\n" + "BEGIN:X\n" * 5000 + "END:X\n" * 5000 + event("DTSTART:20261121T090000Z")
    assert len(read(tmp_path, deep, wrap=False)[0]) <= 1


@pytest.mark.parametrize("about", [ABOUT, None])
def test_every_given_calendar_is_read_or_refused_at_once(about: date | None) -> None:
    files = sorted(given_set("calendar").rglob("*.ics"))
    assert len(files) > 150
    rows, refused = 0, []
    for path in files:
        begun = time.perf_counter()
        try:
            rows += sum(len(list(table.rows)) for table in open_tables(path, ReadOptions(about=about)))
        except CockpitError as error:
            refused.append(error.message)
        assert time.perf_counter() - begun < 5, path
    assert rows > 50
    assert len(refused) <= 4
    assert all(".ics holds no calendar" in message for message in refused)


def test_folds_are_undone_inside_a_letter_too() -> None:
    raw = "SUMMARY:é".encode()
    assert list(unfolded(raw[:-1] + b"\r\n " + raw[-1:] + b"\rNEXT:1\n")) == [(1, raw), (3, b"NEXT:1")]


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ('A;X="b:c;d":e:f', "A", "e:f"),
        ('A;X="never closed:v', "A", "v"),
        ("item1.SUMMARY:x", "SUMMARY", "x"),
        ("A:", "A", ""),
    ],
)
def test_a_line_is_a_name_and_a_value(line: str, name: str, value: str) -> None:
    found = property_of(1, line)
    assert found is not None
    assert (found.name, found.value) == (name, value)
    assert property_of(1, "no property") is None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "BEGIN:VEVENT",
                "END:VEVENT",
                "BEGIN:VCALENDAR",
                "END:VCALENDAR",
                "BEGIN:VTIMEZONE",
                "END:VTIMEZONE",
                "BEGIN:STANDARD",
                "END:STANDARD",
                "TZID:Ours",
                "TZOFFSETTO:+9999",
                "TZOFFSETTO:-0530",
                "DTSTART:16010101T000000",
                "UID:1",
                "RDATE:",
                "DTSTART;TZID=Ours:20261120T100000",
                "RRULE:FREQ=YEARLY;BYYEARDAY=366",
                "RRULE:FREQ=WEEKLY",
                "EXDATE:x",
                "RECURRENCE-ID:20261120",
                "ATTENDEE:mailto:a@b.c",
                "DTSTART;VALUE=DATE:99991231",
                "DURATION:P999999W",
                "DTSTART:00010101T000000Z",
                "DTEND:99991231T235959Z",
                "STATUS:CANCELLED",
                " x",
                "RRULE:FREQ=DAILY;UNTIL=0",
                "METHOD:CANCEL",
            ]
        ),
        max_size=40,
    )
)
def test_any_order_of_lines_is_read(tmp_path: Path, lines: list[str]) -> None:
    rows, bad, _ = read(tmp_path, "\n".join(["BEGIN:VEVENT", *lines]), wrap=False)
    assert len(rows) + len(bad) >= 0


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=200),
    note=st.text(st.sampled_from('a ;,:\\\n"é漢😀='), max_size=300).map(str.strip),
    start=st.datetimes(datetime(2026, 9, 1), datetime(2027, 2, 1)),  # noqa: DTZ001 -- made aware below
    minutes=st.integers(1, 24 * 60),
)
def test_what_we_write_is_what_we_read(
    tmp_path: Path, title: str, note: str, start: datetime, minutes: int
) -> None:
    at = start.replace(tzinfo=UTC, microsecond=0)
    path = tmp_path / "ours.ics"
    with path.open("wb") as out:
        entry = CalendarEntry("1@x", at, at + timedelta(minutes=minutes), title, note)
        write_ics("x", [entry], at, out)
    (table,) = open_tables(path, ReadOptions(about=ABOUT))
    (row,) = table.rows
    assert isinstance(row, Row)
    found = dict(zip(HEADER, row.cells, strict=True))
    assert (found["Summary"], found["Description"], found["Minutes"]) == (title, note, str(minutes))
    assert found["Start"] == at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert table.warnings == []
