"""Requests with their steps, figures of satisfaction, deliveries: what was asked, what was said of us, what came."""

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from repcockpit.domain.businesstime import next_working_day
from repcockpit.domain.ids import derived_id
from repcockpit.domain.moments import time_of
from repcockpit.domain.requests import Step as Event
from repcockpit.domain.requests import life_of, loose_ends
from repcockpit.services.importing.links import account_of, is_left_out, owner_of, people_of
from repcockpit.services.importing.run import Run, Step
from repcockpit.services.importing.work import plan_row
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import importing_needs as reads
from repcockpit.store.reads.event_order import ordered

_ENDED = frozenset(("closed", "closed_unconfirmed", "cancelled"))
_REACHED = {"resolved": "callback_due", "started": "in_progress"}


def plan_request(run: Run, step: Step) -> None:
    """A ticket or a case; its steps are added to those the book has, never taken back."""
    record = step.record
    said = {name: text for name, text in record.custom.items() if name.startswith(".")}
    step.record = record = record._replace(
        custom={name: text for name, text in record.custom.items() if name not in said}
    )
    owner = owner_of(run, step)
    may_make = not run.options.only_mine or (owner is not None and owner.is_me)
    account_id = account_of(run, step, record.links.get("account"), may_make=may_make)
    people = people_of(run, step, account_id)
    if account_id is None:
        account_id = next((held for one in people if (held := run.people.account.get(one))), None)
    if is_left_out(run, step, owner, is_mine=run.is_mine(account_id)):
        return
    values: dict[str, Any] = dict(record.fields) | {
        "owner_id": run.keep_owner(owner) or reads.owner_of(run.book.db, account_id) or run.book.author_id,
        "account_id": account_id,
        "contact_id": people[0] if people else None,
    }
    place = run.locate(
        step, f"{values['title']}|{values['opened_at']}|{account_id.hex() if account_id else ''}"
    )
    is_known = place.ref is not None or place.first is not None
    was_same = place.ref is not None and place.is_same(record.digest)
    row_id = plan_row(run, step, "request", place, values)
    if is_known and (was_same or run.is_hidden("request", row_id)):
        return
    if plan_steps(run, row_id, values, said, is_new=not is_known) and is_known:
        step.count(is_new=False, changed=True)


def plan_steps(
    run: Run, row_id: bytes, values: dict[str, Any], said: dict[str, str], *, is_new: bool
) -> bool:
    """The steps that the source tells and the book has not; True if there are any.

    What was over before it came in is history: it is closed, and nobody is called. What ends in the source while
    it is open here is solved, and the customer is called back as after any solution (rules.md 2.22).
    """
    opened, now = int(values["opened_at"]), round(run.book.now().timestamp() * 1000)
    ended, answered = (int(said[name]) if name in said else None for name in (".ended", ".answered"))
    wanted = said.get(".state", "new")
    events = (
        [] if is_new else ordered(run.book.db, [_event(*row) for row in reads.steps(run.book.db, row_id)])
    )
    life = life_of(events)
    ends = loose_ends(events)
    if is_new:
        ends = _add(run, row_id, "opened", opened, b"")
    elif life.status in _ENDED or life.status == _REACHED.get(wanted, wanted):
        return False
    at = max(opened, min(ended or now, now))
    last = max([opened, *(round(event.at.timestamp() * 1000) for event in events)])
    before = len(run.pending.new["request_event"])
    if answered is not None and life.responded_at is None and opened <= answered <= at:
        ends = _add(run, row_id, "acknowledged", answered, ends)
    if wanted == "cancelled" or (wanted in ("closed", "resolved") and is_new):
        _add(run, row_id, "cancelled" if wanted == "cancelled" else "closed", max(at, last), ends)
    elif wanted in ("closed", "resolved") and life.status != "callback_due":
        _add(run, row_id, "resolved", max(at, last), ends)
        _ask_for_callback(run, row_id, values, max(at, last))
    elif wanted in ("waiting_customer", "waiting_internal", "started") and life.status != "callback_due":
        _add(run, row_id, wanted, max(now, last), ends)
    return len(run.pending.new["request_event"]) > before


def _event(kind: str, at: int, event: bytes, after: bytes) -> Event:
    return Event(kind, time_of(at, UTC), event, after)


def _add(run: Run, row_id: bytes, kind: str, at: int, after: bytes) -> bytes:
    """Plan a step that follows others, and give its id."""
    event = derived_id(row_id, kind, str(at))
    row = {"request_id": row_id, "kind": kind, "at": at, "by_id": run.book.author_id, "after": after or None}
    run.pending.add("request_event", event, {name: value for name, value in row.items() if value is not None})
    return event


def _ask_for_callback(run: Run, row_id: bytes, values: dict[str, Any], at: int) -> None:
    """The task to call back on the next working day of the account."""
    calendar = Calendars(run.book.db).of_account(values["account_id"], values["owner_id"])
    solved_on = time_of(at, ZoneInfo(calendar.zone)).date()
    due = next_working_day(calendar, solved_on)
    day = due.isoformat() if due else None
    row = {
        "kind": "callback", "title": f"call back: {values['title']}", "status": "not_started", "due_on": day,
        "first_due_on": day, "owner_id": values["owner_id"], "account_id": values["account_id"],
        "contact_id": values["contact_id"], "request_id": row_id, "tracking_started_on": run.today,
    }  # fmt: skip
    task = derived_id(row_id, "callback", str(at))
    run.pending.add("task", task, {name: value for name, value in row.items() if value is not None})


def plan_feedback(run: Run, step: Step) -> None:
    """A figure of satisfaction, by a person or at least an account of the book."""
    record = step.record
    link = record.links.get("account")
    account_id = account_of(run, step, link, may_make=False)
    people = people_of(run, step, account_id)
    if account_id is None and people:
        account_id = run.people.account.get(people[0])
    if account_id is None and not people:
        step.reject("nobody of the book said it: no person and no account fits")
        return
    if is_left_out(run, step, owner_of(run, step), is_mine=run.is_mine(account_id)):
        return
    values: dict[str, Any] = dict(record.fields)
    values |= {"account_id": account_id, "contact_id": people[0] if people else None}
    who = (values["contact_id"] or account_id or b"").hex()
    place = run.locate(step, f"{who}|{values['kind']}|{values['asked_on']}")
    plan_row(run, step, "feedback", place, values)


def plan_delivery(run: Run, step: Step) -> None:
    """One delivery against a line of an order; each row of a line stays a row, so that each can be late."""
    record = step.record
    link = record.links.get("account")
    account_id = account_of(run, step, link, may_make=False) if link else None
    if account_id is None:
        named = (link.name or link.external_id or "") if link else ""
        near = run.accounts.near(named) if named else None
        step.reject(f"no account {named!r} in the book" + (f" ({near} is spelled nearly so)" if near else ""))
        return
    if is_left_out(run, step, None, is_mine=run.is_mine(account_id)):
        return
    delivery = record.custom.get(".delivery", "")
    step.record = record._replace(custom={})
    values: dict[str, Any] = dict(record.fields) | {"account_id": account_id}
    parts = (account_id.hex(), values["order_no"], values.get("line"), delivery)
    plan_row(run, step, "delivery", run.locate(step, "|".join(str(part or "") for part in parts)), values)
