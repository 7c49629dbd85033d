"""The team's week: its first numbers against the plain SELECTs behind them, the screen against Today, the command alone."""

import os
import sqlite3
import statistics
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from repcockpit.domain.words import KEY_ROLES
from repcockpit.services.book import Book, open_book
from repcockpit.services.team.reading import FIRST, span_called, team_view
from repcockpit.services.today.day import today_view
from tests.bench.big import NOW
from tests.bench.measure import Figure, in_turn, ratio_figure
from tests.bench.starting import command, name_on_today, run_command
from tests.bench.terminal import Terminal

_QUIET = 4.0
"""Seconds without output after which a screen is whole."""
_TREND_DAYS = 63
_KEY = ", ".join(f"'{role}'" for role in sorted(KEY_ROLES))
_LATE = "sum(x.due_on < :day), sum(x.due_on < :eve), count(x.due_on)"
_PERSON = "contact x left join account a on a.id = x.primary_account_id"
_SELECTS = (
    "select id, name, role, left_on, timezone from rep where _hidden = 0",
    "select person_id, max(synced_at) from replica group by person_id",
    "select rep_id, until, cover_id from leave where since <= :day and until >= :day",
    "select rep_id, planned from target where since <= :day and until >= :since",
    (
        "select occurred_on, rep_id, count(*) from interaction where status = 'completed' and is_touch = 1"
        " and occurred_on between :trend and :day group by occurred_on, rep_id"
    ),
    (
        "select a.owner_id, a.segment, i.rep_id = a.owner_id, count(*), count(distinct a.id) from interaction i"
        " join account a on a.id = i.account_id where i.status = 'completed' and i.is_touch = 1"
        " and i.occurred_on between :since and :day group by 1, 2, 3"
    ),
    (
        "select a.owner_id, a.segment, i.rep_id = a.owner_id, count(*), count(distinct a.id) from interaction i"
        " join account a on a.id = i.account_id where i.status = 'completed' and i.is_touch = 1"
        " and i.occurred_on between :before and :eve group by 1, 2, 3"
    ),
    f"select x.owner_id, x.segment, count(*), {_LATE} from account x where x._hidden = 0 group by 1, 2",
    f"select x.keeper_id, a.segment, count(*), {_LATE} from {_PERSON} where x._hidden = 0 and x.role in ({_KEY}) group by 1, 2",
    "select keeper_id, count(*) from contact where _hidden = 0 group by 1",
    (
        "select x.id, x.owner_id, x.segment, (select max(i.occurred_on) from interaction i where i.account_id = x.id"
        " and i.is_touch = 1 and i.occurred_on <= :eve) from account x where x.last_touch_on > :eve"
    ),
    (
        "select x.id, x.keeper_id, a.segment, (select max(p.occurred_on) from participant p where p.contact_id = x.id"
        f" and p.is_touch = 1 and p.occurred_on <= :eve) from {_PERSON} where x.last_touch_on > :eve and x.role in ({_KEY})"
    ),
    (
        "select r.id, r.owner_id, r.opened_at, e.kind, e.at from request r join request_event e on e.request_id = r.id"
        " where r.id in (select request_id from request_event where at between :from_ms and :to_ms) order by r.id, e.at"
    ),
    (
        "select owner_id, due_on, done_on, count(*) from task where kind = 'callback' and _hidden = 0"
        " and due_on between :before and :day group by 1, 2, 3"
    ),
    "select owner_id, count(*) from task where done_on is null and _hidden = 0 group by owner_id",
    "select target_id, until from snooze where _hidden = 0 and until > :day",
)
"""What the first numbers are made of, this week's and those of the week before."""


def team_figures(path: Path, runs: int) -> Iterator[Figure]:
    """All of them."""
    yield from reading_figures(path, runs)
    yield from painting_figures(path, max(3, runs // 3))
    yield process_figure(path, max(3, runs // 3))


def reading_figures(path: Path, runs: int) -> Iterator[Figure]:
    """On one connection: the first numbers, and the whole view beside the Today of a rep."""
    with open_book(path, now=NOW) as book:
        book.numbers  # noqa: B018 -- read once, as by any screen before
        view = team_view(book, parts=FIRST)
        values = _values(book)

        def plain() -> int:
            return sum(len(book.db.execute(text, values).fetchall()) for text in _SELECTS)

        times = in_turn(lambda: team_view(book, parts=FIRST), plain, runs, book.memory.clear)
        figure = ratio_figure("team: first numbers, against the SELECTs behind them", *times, 3, 2)
        yield figure._replace(note=f"{figure.note}; {len(view.rows)} rows")
        yield from _against_own(book, runs)
        times = in_turn(
            lambda: team_view(book, parts=FIRST), lambda: today_view(book), runs, book.memory.clear
        )
        yield ratio_figure("  against the read of one rep's Today", *times, 2, 1.5)
        times = in_turn(
            lambda: team_view(book), lambda: today_view(book), max(2, runs // 5), book.memory.clear
        )
        yield ratio_figure("  the whole view, against the read of one rep's Today", *times, None, None)


def _values(book: Book) -> dict[str, object]:
    span, day = span_called(book), book.today()
    since, before = span.since, span.since - timedelta(days=7)

    def ms(on: datetime) -> int:
        return int(on.timestamp() * 1000)

    return {
        "day": day.isoformat(),
        "since": since.isoformat(),
        "eve": (since - timedelta(days=1)).isoformat(),
        "before": before.isoformat(),
        "trend": (day - timedelta(days=_TREND_DAYS)).isoformat(),
        "from_ms": ms(datetime(before.year, before.month, before.day, tzinfo=UTC)),
        "to_ms": ms(book.now()),
    }


def _against_own(book: Book, runs: int) -> Iterator[Figure]:
    """The statements that it runs itself, and nothing else: what is left is Python."""
    told: list[str] = []
    book.memory.clear()
    book.db.set_trace_callback(told.append)
    team_view(book, parts=FIRST)
    book.db.set_trace_callback(None)

    def again() -> None:
        for text in told:
            book.db.execute(text).fetchall()

    times = in_turn(lambda: team_view(book, parts=FIRST), again, runs, book.memory.clear)
    figure = ratio_figure("  against the statements that it runs", *times, None, None)
    yield figure._replace(note=f"{figure.note}; {len(told)} statements")
    if os.environ.get("BENCH_SLOWEST"):
        _tell_slowest(book.db, told)


def _all_of(db: sqlite3.Connection, text: str) -> list[Any]:
    return db.execute(text).fetchall()


def _tell_slowest(db: sqlite3.Connection, told: list[str]) -> None:
    from tests.bench.measure import milliseconds  # noqa: PLC0415 -- only where asked for

    took = sorted(((milliseconds(partial(_all_of, db, text)), text) for text in told), reverse=True)
    for spent, text in took[:8]:
        sys.stderr.write(f"{spent:8.1f} ms  {text[:160]}\n")
        for row in db.execute("explain query plan " + text):
            sys.stderr.write(f"             {row[3]}\n")


def painting_figures(path: Path, runs: int) -> Iterator[Figure]:
    """From `8` to the first numbers and to the last byte, against a start to Today's last byte."""
    name = name_on_today(path)
    first, whole, today, peaks = list[float](), list[float](), list[float](), list[float]()
    for run in range(runs + 1):
        with Terminal(command(path)) as cockpit:
            cockpit.first_frame(name)
            shown = cockpit.last_paint(_QUIET)
            numbers, _, last = cockpit.pressed("8", ("Rep 05", "need help"), _QUIET)
        peaks.append(cockpit.peak_mib)
        if run:
            today.append(shown)
            first.append(numbers)
            whole.append(last)
    yield ratio_figure(
        "team: `8` to its first numbers, against a start to Today's last paint", first, today, 2, 1.5
    )
    yield ratio_figure("  to its last paint, everything counted", whole, today, None, None)
    peak = statistics.median(peaks)
    yield Figure("  peak memory", peak, min(peaks), max(peaks), 120, 90, "MiB")


def process_figure(path: Path, runs: int) -> Figure:
    """`team --json` as a process, everything read, against `today --json`."""
    ours, plain = command(path, "team", "--json"), command(path, "today", "--json")
    times = in_turn(lambda: run_command(ours), lambda: run_command(plain), runs)
    return ratio_figure("team --json, process, against today --json", *times, None, None)
