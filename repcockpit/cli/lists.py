"""The lists: one command per kind, narrowed by a filter, a range of days, a rep."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from repcockpit.cli import output
from repcockpit.domain.errors import UsageError
from repcockpit.domain.words import spoken

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.domain.views.record_requests import Link

Cells = Callable[[Any], tuple[object, ...]]


def _name(one: "Link | None") -> str | None:
    return None if one is None else one.name


def _names(several: "tuple[Link, ...]") -> str:
    return ", ".join(one.name or "" for one in several)


_STANDING = ("last touch", "due", "state")
_PLACE = ("account", "contact")
_SPARE = (
    "phone",
    "city",
    "by",
    "role",
    "title",
    "outcome",
    "product",
    "owner",
    "people",
    "team",
    "manager",
    "contact",
    "answered by",
    "asked",
    "since",
    "why",
)
"""Columns that a narrow terminal does without, the first one first; the first column of a list always stays."""
_NEEDED = {("title", "requests"), ("title", "tasks")}
_TABLES: dict[str, tuple[str, tuple[str, ...], Cells]] = {
    "accounts": (
        "account",
        ("name", "segment", "status", "city", "owner", *_STANDING),
        lambda v: (v.name, v.segment, v.status, v.city, _name(v.owner), v.last_touch_on, v.due_on, v.cadence_status),
    ),
    "contacts": (
        "contact",
        ("name", "account", "title", "role", "phone", *_STANDING),
        lambda v: (v.name, _name(v.account), v.title, v.role, v.phone, v.last_touch_on, v.due_on, v.cadence_status),
    ),
    "interactions": (
        "interaction",
        ("day", "type", "outcome", "with", "account", "by", "note"),
        lambda v: (
            v.occurred_on, v.type, v.outcome or v.status, _names(v.contacts), _name(v.account), _name(v.rep),
            _line(v.subject, v.note),
        ),
    ),
    "requests": (
        "request",
        ("priority", "title", "status", "opened", *_PLACE),
        lambda v: (
            v.priority, v.title, v.status, v.opened_at and v.opened_at.date(), _name(v.account), _name(v.contact),
        ),
    ),
    "promises": (
        "promise",
        ("title", "due", "done", *_PLACE),
        lambda v: (v.title, v.due_on, v.done_on, _name(v.account), _name(v.contact)),
    ),
    "ideas": (
        "idea",
        ("title", "status", "product", *_PLACE),
        lambda v: (v.title, v.status, v.product, _name(v.account), _name(v.contact)),
    ),
    "tasks": (
        "task",
        ("kind", "title", "due", "done", *_PLACE),
        lambda v: (v.kind, v.title, v.due_on, v.done_on, _name(v.account), _name(v.contact)),
    ),
    "deals": (
        "deal",
        ("name", "stage", "amount", "currency", "closed", "account"),
        lambda v: (v.name, v.stage, v.amount, v.currency, v.closed_on, _name(v.account)),
    ),
    "trainings": (
        "training",
        ("topic", "kind", "given", "account", "people"),
        lambda v: (v.topic, v.kind, v.given_on, _name(v.account), _names(v.contacts)),
    ),
    "infos": (
        "info",
        ("title", "kind", "brought", *_PLACE),
        lambda v: (v.title, v.kind, v.brought_on, _name(v.account), _name(v.contact)),
    ),
    "qbrs": (
        "qbr",
        ("account", "status", "due", "meeting", "held", "readiness"),
        lambda v: (
            _name(v.account), v.status, v.due_on, v.scheduled_at and f"{v.scheduled_at:%Y-%m-%d %H:%M}", v.held_on,
            v.readiness,
        ),
    ),
    "reps": (
        "rep",
        ("name", "role", "manager", "team", "zone"),
        lambda v: (v.name, v.role, _name(v.manager), v.team, v.timezone),
    ),
    "approvals": (
        "approval",
        ("kind", "account", "asked", "asked by", "since", "why", "state", "answered by", "id"),
        lambda v: (
            spoken(v.kind), _name(v.account), v.asked, _name(v.asked_by), v.asked_on, v.reason, v.state, _name(v.by),
            v.id.hex(),
        ),
    ),
}  # fmt: skip


def _line(subject: str | None, note: str | None) -> str:
    return " ".join(f"{subject or ''} {note or ''}"[:200].split())


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--filter", metavar="TEXT", default="", help="only rows with these words, accents ignored"
    )
    parser.add_argument("--since", metavar="D", help="from this day on: 2026-11-20, 20/11, mon, 7d (ago)")
    parser.add_argument("--until", metavar="D", help="up to and with this day")
    parser.add_argument("--limit", metavar="N", type=_count, help="at most N rows")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


_count.__name__ = "number of rows"


def show_list(call: "Call") -> None:
    """Print the list the command names."""
    from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- `--help` does without
    from repcockpit.services.records import Listing, list_records  # noqa: PLC0415

    name = str(call.command)
    kind, columns, cells = _TABLES[name]
    book = call.book()
    since = read_day(book, call.since, "back") if call.since else None
    until = read_day(book, call.until, "back") if call.until else None
    if since and until and until < since:
        raise UsageError(f"--until {until} lies before --since {since}", "turn them round")
    rep_id = book.rep_id if call.rep is not None else None
    listed = list_records(book, kind, Listing(call.filter, since, until, rep_id, call.limit))

    if call.as_json:
        from repcockpit.cli.json_shape import as_json  # noqa: PLC0415 -- only with --json

        output.write_json({"as_of": as_json(book.now()), name: as_json(listed.rows), "total": listed.total})
        return
    spare = [one for one in _SPARE if one in columns[1:] and (one, name) not in _NEEDED]
    output.write_table(columns, [cells(row) for row in listed.rows], listed.total, name, spare=spare)


COMMANDS = dict.fromkeys(_TABLES, (_configure, show_list))
