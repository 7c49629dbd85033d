"""The team over a week or any range: `team [--week 2026-W48 | --since D --until D]`."""

import argparse
from typing import TYPE_CHECKING, Any

from repcockpit.cli import output
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from repcockpit.cli.call import Call
    from repcockpit.domain.views.team import SilentAccount, TeamRow, TeamSpan, TeamView
    from repcockpit.services.book import Book

_COLUMNS = (
    "rep", "as of", "touches", "8 weeks", "attained", "overdue", "catch-up", "in time", "call-backs", "QBRs", "broad",
    "kept", "ideas", "trainings",
)  # fmt: skip
_SPARE = ("8 weeks", "trainings", "ideas", "catch-up", "attained", "as of")
_DASH = "–"
_MOST = 20


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--week", metavar="2026-W48", help="an ISO week, Monday to Sunday")
    parser.add_argument("--since", metavar="D", help="from this day on: 2026-11-20, 20/11, mon, 7d (ago)")
    parser.add_argument("--until", metavar="D", help="up to and with this day")


def team(call: "Call") -> None:
    """Print a row for each of us, A to Z, with the span before beside it in JSON."""
    from repcockpit.services.team.reading import team_view  # noqa: PLC0415 -- opens SQLite

    book = call.book()
    only = book.rep_id if call.rep is not None else None
    view = team_view(book, span_asked(call, book), only=only)
    if call.as_json:
        from repcockpit.domain.views.team_shape import team_shape  # noqa: PLC0415 -- only with --json
        from repcockpit.services.viewer import viewer_of  # noqa: PLC0415 -- the same

        output.write_json(team_shape(view, viewer_of(book)))
    else:
        _write(book, view)


def span_asked(call: "Call", book: "Book") -> "TeamSpan | None":
    """What --week, or --since and --until, ask for; None where neither does. Raises UsageError."""
    from repcockpit.domain.team import days_between, iso_week  # noqa: PLC0415 -- `--help` does without
    from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- the same

    if call.week:
        if call.since or call.until:
            raise UsageError("--week stands for --since and --until", "give the week, or the two days")
        return iso_week(call.week)
    if not (call.since or call.until):
        return None
    since = read_day(book, call.since, "back") if call.since else None
    until = read_day(book, call.until, "back") if call.until else None
    if since is None and until is not None:
        raise UsageError("--until needs --since", "say from which day on, or --week 2026-W48")
    last = until or max(book.today(), since or book.today())
    if since is not None and last < since:
        raise UsageError(f"--until {last} lies before --since {since}", "turn them round")
    return days_between(since or last, last)


def _write(book: "Book", view: "TeamView") -> None:
    from repcockpit.domain.access import may_see  # noqa: PLC0415 -- only as text
    from repcockpit.services.viewer import viewer_of  # noqa: PLC0415 -- the same

    sees_plan = may_see(viewer_of(book), "attainment")
    count = "1 rep" if len(view.rows) == 1 else f"{len(view.rows)} reps, A to Z"
    days = "" if view.span.kind == "range" else f"  {view.since} to {view.until}"
    output.write_lines([f"{view.title}{days}  {count}", ""])
    today = book.today()
    rows = [_cells(row, today, sees_plan=sees_plan) for row in view.rows]
    if len(rows) > 1:
        rows.append(_cells(view.total, today, sees_plan=sees_plan))
    output.write_table(_COLUMNS, rows, len(rows), "reps", spare=_SPARE)
    _write_part(
        "where help is needed", [f"{line.state:>11}  {line.rep_name}  {line.text}" for line in view.help]
    )
    _write_part(
        "QBRs in sight",
        [
            f"{one.words:>11}  {one.account_name}{_tier(one.segment)}  {one.rep_name}  readiness {_known(one.readiness)}"
            for one in view.qbrs
        ],
    )
    _write_part("touched least in 365 days", [_silent(one) for one in view.least_touched])
    _write_part("tier A without a next step", [_silent(one) for one in view.without_next_step])
    if view.left_out:
        output.write_lines(["", *view.left_out])


def _write_part(title: str, lines: list[str]) -> None:
    """A heading with the number of its lines, and the first of them."""
    if not lines:
        return
    count = f"{len(lines):,}" if len(lines) <= _MOST else f"{_MOST} of {len(lines):,}"
    output.write_lines(["", f"{title}  {count}", *lines[:_MOST]])


def _silent(one: "SilentAccount") -> str:
    last = f"last on {one.last_touch_on}" if one.last_touch_on else "never"
    return f"{one.touches_365:>11}  {one.account_name}{_tier(one.segment)}  {one.rep_name}  {last}"


def _tier(segment: str | None) -> str:
    return f" {segment}" if segment else ""


def _cells(row: "TeamRow", today: "date", *, sees_plan: bool) -> tuple[object, ...]:
    found = row.figures
    as_of = _as_of(row, today)
    over = f"{found.overdue.all} of {found.overdue_of}" if found.overdue is not None else _DASH
    catch_up = _then(found.catch_up_now, found.catch_up_before)
    attained = found.attainment_capped if sees_plan else None
    return (
        row.name, as_of, _then(found.touches, row.previous.touches), " ".join(_known(count) for count in row.trend),
        _DASH if attained is None else f"{round(100 * attained)} %", over, catch_up,
        found.requests.said if found.requests else _DASH, _made(row), _qbrs(row), _share(found.broad, found.mapped),
        _share(found.kept, found.promises_due), _known(found.ideas), _known(found.trainings),
    )  # fmt: skip


def _as_of(row: "TeamRow", today: "date") -> str:
    if not row.id:
        return ""
    from repcockpit.domain.team import has_left  # noqa: PLC0415 -- only as text

    said = "never" if row.as_of_sync is None else f"{row.as_of_sync:%Y-%m-%d %H:%M}"
    if has_left(row.left_on, today):
        return f"{said}, left {row.left_on}"
    return said + (", stale" if row.stale else "")


def _made(row: "TeamRow") -> str:
    found = row.figures.callbacks
    if found is None:
        return _DASH
    return f"{found.part} of {found.whole}" if found.whole else "none due"


def _qbrs(row: "TeamRow") -> str:
    found = row.figures.qbrs
    if found is None:
        return _DASH
    return f"{found.ready} of {found.due}" if found.due else "none due"


def _share(part: int | None, whole: int | None) -> str:
    from repcockpit.domain.views.team import Share  # noqa: PLC0415 -- only as text

    return _DASH if part is None or whole is None else Share(part, whole).said


def _then(count: int | None, before: int | None) -> str:
    """A count, and what it was in the span before where that was another."""
    return _known(count) + ("" if before is None or before == count else f", was {before}")


def _known(count: int | None) -> str:
    return _DASH if count is None else str(count)


COMMANDS: dict[str, Any] = {"team": (_configure, team)}
