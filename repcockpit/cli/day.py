"""The day: `today` and `overdue`."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from repcockpit.cli import output

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.domain.views.today import OverdueRow, TodayItem, TodayView


def _configure_today(parser: argparse.ArgumentParser) -> None:
    """`today` has no words of its own."""


def _configure_overdue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--account", metavar="NAME", help="only this account and its people")


def print_today(call: "Call") -> None:
    """Print the day, as text or as JSON."""
    from repcockpit.services.today.day import today_view  # noqa: PLC0415 -- opens SQLite

    view = today_view(call.book())
    if call.as_json:
        output.write_json(_today_document(view))
    else:
        from repcockpit.cli.today_text import today_lines  # noqa: PLC0415 -- only as text

        output.write_lines(today_lines(view))


def _today_document(view: "TodayView") -> dict[str, Any]:
    from repcockpit.cli.json_shape import as_json  # noqa: PLC0415 -- only with --json

    return {
        "as_of": as_json(view.as_of),
        "rep": None if view.rep_id is None else {"id": view.rep_id.hex(), "name": view.rep_name},
        "day": as_json(view.day),
        "items": [_item(one, as_json) for one in view.items],
        "counts": as_json(view.counts),
    }


_PLAIN = (
    "others", "title", "at", "due_at", "due_on", "days_over", "last_touch_on", "interval_days", "planned_on",
    "score", "reasons",
)  # fmt: skip


def _item(one: "TodayItem", as_json: Callable[[object], Any]) -> dict[str, Any]:
    account_id, contact_id = one.account_id, one.contact_id
    found = {
        "id": f"{one.kind}:{one.subject_id.hex()}",
        "subject": {"kind": one.subject_kind, "id": one.subject_id.hex()},
        "group": one.group,
        "kind": one.kind,
        "account": None
        if account_id is None
        else _named(account_id, one.account_name, "segment", one.account_segment),
        "contact": None
        if contact_id is None
        else _named(contact_id, one.contact_name, "role", one.contact_role),
    }
    for name in _PLAIN:
        value = getattr(one, name)
        found[name] = None if value is None else as_json(value)
    return found


def _named(record_id: bytes, name: str | None, word: str, said: str | None) -> dict[str, str | None]:
    return {"id": record_id.hex(), "name": name or None, word: said or None}


def print_overdue(call: "Call") -> None:
    """Print who and what is past due."""
    from repcockpit.services.today.overdue import overdue_view  # noqa: PLC0415 -- opens SQLite

    book = call.book()
    view = overdue_view(book)
    if call.account:
        from repcockpit.services.lookup import find  # noqa: PLC0415 -- only with --account

        account_id = find(book, "account", call.account)
        view = view._replace(
            contacts=tuple(one for one in view.contacts if one.account_id == account_id),
            accounts=tuple(one for one in view.accounts if one.id == account_id),
        )
    if call.as_json:
        from repcockpit.cli.json_shape import as_json  # noqa: PLC0415

        rows = {"contacts": view.contacts, "accounts": view.accounts}
        output.write_json(
            {
                "as_of": as_json(view.as_of),
                **{name: [_overdue(one) for one in some] for name, some in rows.items()},
            }
        )
    else:
        from repcockpit.cli.today_text import overdue_lines  # noqa: PLC0415

        output.write_lines(overdue_lines(view))


def _overdue(one: "OverdueRow") -> dict[str, Any]:
    from repcockpit.cli.json_shape import as_json  # noqa: PLC0415

    account = {"id": one.account_id, "name": one.account_name, "segment": one.account_segment}
    plain = (
        "last_touch_on", "due_on", "days_over", "ratio", "interval_days", "rule", "touches_365", "planned_on",
    )  # fmt: skip
    return {
        "id": one.id.hex(),
        "name": one.name,
        "account": None if one.account_id is None else as_json(account),
        "status": one.status,
        "catch_up": one.is_catch_up,
        **{name: as_json(getattr(one, name)) for name in plain},
    }


COMMANDS = {
    "today": (_configure_today, print_today),
    "overdue": (_configure_overdue, print_overdue),
}
