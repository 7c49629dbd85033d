"""Calendar files to rows: one for each meeting within reach, repeated ones day by day.

Times with a zone become UTC, floating ones stay local, days stay days. What is no meeting is counted, not read.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from repcockpit.domain.errors import BadFileError
from repcockpit.exchange.readers.charset import charset_of
from repcockpit.exchange.readers.ics_lines import IcsComponent, IcsProperty, components_of, unfolded
from repcockpit.exchange.readers.ics_repeats import Rule, repeats, rule_of
from repcockpit.exchange.readers.ics_rows import (
    HEADER,
    Meeting,
    bare_row,
    invited,
    last_of,
    minutes_of,
    row_of,
    same_clock,
)
from repcockpit.exchange.readers.ics_times import Stamp, Zones, stamps_of
from repcockpit.exchange.readers.table import BadRow, ReadOptions, Row, Table

REACH: Final = timedelta(days=90)
"""How far back and ahead of the day meetings are read."""
_DROPPED: Final = {
    "VTODO": "tasks of the calendar",
    "VJOURNAL": "journal entries",
    "VFREEBUSY": "lists of free and busy times",
}
_ALL_DAY = "entries of a whole day with nobody invited, such as birthdays and holidays"
_FAR = f"meetings more than {REACH.days} days away"
_MOST_ROWS: Final = 100_000
Found = Row | BadRow


def read_ics(path: Path, options: ReadOptions) -> list[Table]:
    """The meetings of a calendar as one table.

    Raises `BadFileError` for a file that holds no calendar.
    """
    charset = charset_of(path, options.encoding)
    found = list(components_of(_lines(path, charset.encoding)))
    if not any(one.name == "VCALENDAR" or one.name.startswith("V") for one in found):
        raise BadFileError(f"{path} holds no calendar", "export it again as an .ics file")
    warnings = [charset.warning] if charset.warning else []
    rows = _Reader(found, options.about, warnings).rows()
    return [Table(path, None, "ics", charset.encoding, None, HEADER, iter(rows), warnings, has_header=True)]


def _lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    content = path.read_bytes()
    if encoding.startswith(("utf-16", "utf-32")):
        content = content.decode(encoding, "replace").encode("utf-8", "replace")
    content = content.removeprefix(b"\xef\xbb\xbf")
    for number, raw in unfolded(content):
        yield number, _decoded(raw, encoding).replace("\0", "")


def _decoded(raw: bytes, encoding: str) -> str:
    """A line as text; one that is no UTF-8 is read alone, so that the others keep their letters."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        other = "cp1252" if encoding.startswith("utf") else encoding
        return raw.decode(other, "replace")


class _Reader:
    """The components of one file, and what was counted on the way."""

    def __init__(self, found: Sequence[IcsComponent], about: date | None, warnings: list[str]) -> None:
        self._found, self._warnings = found, warnings
        self._window = None if about is None else (_moved(about, -REACH), _moved(about, REACH))
        self._zones = Zones()
        self._counts: Counter[str] = Counter()
        self._is_cancelled = any(
            one.name == "VCALENDAR" and one.text("METHOD").upper() == "CANCEL" for one in found
        )

    def rows(self) -> list[Found]:
        """One row for each meeting within reach, in the order of the file; warnings grow meanwhile."""
        for one in self._found:
            if one.name == "VTIMEZONE":
                self._zones.describe(one)
        bad, meetings = self._meetings()
        replaced = {
            (one.component.text("UID"), one.recurrence.on) for one in meetings if one.recurrence is not None
        }
        rows = [*bad, *(row for one in meetings for row in self._of_meeting(one, replaced))]
        if len(rows) > _MOST_ROWS:
            self._warnings.append(f"{len(rows) - _MOST_ROWS:,} meetings beyond {_MOST_ROWS:,} were left out")
        self._tell()
        return sorted(rows[:_MOST_ROWS], key=lambda row: row.line)

    def _tell(self) -> None:
        odd = [one.odd for one in self._found if one.odd is not None]
        self._warnings += [f"line {line} is no line of a calendar and was left out" for line in odd[:3]]
        self._warnings += [f"{words} were left out: {count:,}" for words, count in self._counts.items()]
        unknown = list(self._zones.unknown)
        if unknown:
            named = ", ".join(name[:60] for name in unknown[:3])
            self._warnings.append(f"time zones that nobody knows, their times read as local: {named}")
        if not any(one.name == "VEVENT" for one in self._found):
            self._warnings.append("no meetings in the calendar")

    def _meetings(self) -> tuple[list[Found], list[Meeting]]:
        bad: list[Found] = []
        meetings: list[Meeting] = []
        for one in self._found:
            if one.name in _DROPPED:
                self._counts[_DROPPED[one.name]] += 1
            if one.name != "VEVENT":
                continue
            read = one.problem or self._meeting(one)
            if isinstance(read, str):
                bad.append(BadRow(one.line, read, bare_row(one)))
            elif read.is_whole_day and not (_is_ours(one) or (invited(one) and _is_of_this_year(one))):
                self._counts[_ALL_DAY] += 1
            else:
                meetings.append(read)
        return bad, meetings

    def _meeting(self, one: IcsComponent) -> Meeting | str:
        begin, end = one.first("DTSTART"), one.first("DTEND")
        if begin is None:
            return "no start"
        starts = stamps_of(begin, self._zones)
        if not starts:
            return "a start that nobody can read"
        start = starts[0]
        again = one.first("RECURRENCE-ID")
        recurrence = next(iter(stamps_of(again, self._zones)), None) if again else None
        ends = stamps_of(end, self._zones) if end else []
        return Meeting(one, start, minutes_of(one, start, ends), same_clock(recurrence, start))

    def _of_meeting(self, one: Meeting, replaced: set[tuple[str, date]]) -> Iterator[Row]:
        """The rows of one event: itself, or each of its days within reach."""
        component = one.component
        rules = [(text.value, rule_of(text.value)) for text in component.every("RRULE")]
        dates = [stamp for text in component.every("RDATE") for stamp in stamps_of(text, self._zones)]
        if one.recurrence is not None or not (rules or dates):
            if _is_ours(component) or self._is_near(one.start.at):
                key = one.recurrence.on.isoformat() if one.recurrence else ""
                yield row_of(one, one.start, key, is_cancelled=self._is_cancelled)
            return
        if any(rule is None for _, rule in rules):
            self._warnings.append(
                f"line {component.line}: {rules[0][0][:60]} cannot be followed; the first meeting alone was read"
            )
        uid = component.text("UID")
        gone = {stamp.on for text in component.every("EXDATE") for stamp in self._clocked(text, one.start)}
        for at in self._days(one.start, [rule for _, rule in rules if rule], dates):
            on = at.date() if isinstance(at, datetime) else at
            if not (uid and (uid, on) in replaced):
                is_cancelled = self._is_cancelled or on in gone
                yield row_of(one, Stamp(at, one.start.zone), on.isoformat(), is_cancelled=is_cancelled)

    def _clocked(self, text: IcsProperty, start: Stamp) -> Iterator[Stamp]:
        for stamp in stamps_of(text, self._zones):
            found = same_clock(stamp, start)
            if found is not None:
                yield found

    def _days(self, start: Stamp, rules: list[Rule], dates: list[Stamp]) -> list[date | datetime]:
        """The local starts of a series within reach, each once."""
        is_day = not isinstance(start.at, datetime)
        local = start.at if isinstance(start.at, datetime) else datetime.combine(start.at, time())
        if self._window is None:
            return [start.at]
        first = datetime.combine(self._window[0], time())
        last = datetime.combine(self._window[1], time.max)
        found = {local} if first <= local <= last else set()
        for rule in rules:
            found.update(repeats(local, rule, first, last_of(rule, start, last)))
        for stamp in dates:
            clocked = same_clock(stamp, start)
            at = clocked.at if clocked else start.at
            at = at if isinstance(at, datetime) else datetime.combine(at, local.time())
            if first <= at <= last:
                found.add(at)
        if not found:
            self._counts[_FAR] += 1
        return [at.date() if is_day else at for at in sorted(found)]

    def _is_near(self, at: date | datetime) -> bool:
        on = at.date() if isinstance(at, datetime) else at
        if self._window is None or self._window[0] <= on <= self._window[1]:
            return True
        self._counts[_FAR] += 1
        return False


def _is_ours(one: IcsComponent) -> bool:
    """Whether repcockpit wrote it: its UID says so."""
    return one.text("UID").endswith("@repcockpit")


def _is_of_this_year(one: IcsComponent) -> bool:
    """Whether it does not come again every year, as birthdays do."""
    rule = one.first("RRULE")
    return rule is None or "YEARLY" not in rule.value.upper()


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min
