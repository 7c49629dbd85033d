"""Rows of our own lists: each is the record of its id; what differs is changed, what is not here comes in."""

from typing import Any, Final

from repcockpit.exchange.own import own_id
from repcockpit.services.importing.links import account_of, is_left_out, owner_of, person_of
from repcockpit.services.importing.needs import plan_steps
from repcockpit.services.importing.run import Run, Step
from repcockpit.services.importing.sameness import differing
from repcockpit.store.reads import importing as reads

_OWNER: Final = {"interaction": "rep_id"}
_OWNERLESS: Final = frozenset({"training", "delivery", "idea"})
_PEOPLE: Final = {"interaction": "participant", "training": "training_person"}
_OTHERS: Final = ("request", "qbr", "idea")
_ZONED: Final = {"interaction": "occurred_at", "request": "opened_at"}
_SETTLED: Final = ("expires_on", "first_due_on")
"""What a list shows reckoned where the row has none: it is taken for a new row alone."""
KINDS: Final = frozenset({"interaction", "request", "task", "deal", "training", "delivery", "idea"})
"""The tables whose rows are planned here; accounts and contacts go the way of every source."""


def plan_listed(run: Run, step: Step) -> None:
    """One row of a list of work."""
    record, table = step.record, step.record.kind
    row_id = own_id(record.external_id or "")
    if row_id is None:
        step.reject("the id is none of ours: 32 hex digits")
        return
    said = {name: text for name, text in record.custom.items() if name.startswith(".")}
    step.record = record._replace(custom={})
    owner = owner_of(run, step)
    account_id = account_of(run, step, record.links.get("account"))
    if is_left_out(run, step, owner, is_mine=run.is_mine(account_id)):
        return
    if run.is_hidden(table, row_id):
        step.tally.note("rows stay in the bin, where they were put here")
        step.count(is_new=False, changed=False)
        return
    values = dict(record.fields) | {"account_id": account_id} | _others(run, step)
    if table not in _OWNERLESS:
        values[_OWNER.get(table, "owner_id")] = run.keep_owner(owner)
    is_new = run.pending.fresh(table, row_id) is None and not reads.is_known(run.book.db, table, row_id)
    changed = _plan(run, step, row_id, values, said) if is_new else _change(run, table, row_id, values)
    changed |= _plan_people(run, step, row_id, is_new=is_new)
    step.count(is_new=is_new, changed=changed)


def _others(run: Run, step: Step) -> dict[str, Any]:
    """The other records that a row names, as far as they are in the book."""
    found: dict[str, Any] = {}
    links = step.record.links
    contact = links.get("contact")
    if contact is not None:
        found["contact_id"] = person_of(run, step, contact, None)
    for name in _OTHERS:
        link = links.get(name)
        row_id = own_id(link.external_id or "") if link else None
        if row_id is None:
            continue
        if reads.is_known(run.book.db, name, row_id) or run.pending.fresh(name, row_id) is not None:
            found[f"{name}_id"] = row_id
    return found


def _plan(run: Run, step: Step, row_id: bytes, values: dict[str, Any], said: dict[str, str]) -> bool:
    """Plan a row that comes in now, with the steps of a request."""
    table = step.record.kind
    row = {name: value for name, value in values.items() if value is not None}
    if _ZONED.get(table) in row:
        row["zone"] = run.book.zone
    if table == "task":
        row = {"kind": "promise"} | row | {"tracking_started_on": run.today}
    run.pending.add(table, row_id, row)
    if table == "request" and "opened_at" in row:
        plan_steps(run, row_id, values, said, is_new=True)
    return True


def _change(run: Run, table: str, row_id: bytes, values: dict[str, Any]) -> bool:
    for name in _SETTLED:
        values.pop(name, None)
    return run.pending.set(table, row_id, differing(run, table, row_id, values), force=True)


def _plan_people(run: Run, step: Step, row_id: bytes, *, is_new: bool) -> bool:
    """The people and colleagues a row names; those it does not name any more stay."""
    table, changed = step.record.kind, False
    for link in step.record.people:
        if link.kind == "rep":
            owner = run.owners.owner(step.source, link)
            run.keep_owner(owner)
            owner.rows -= 1
            name, column, other = "also_rep", "rep_id", owner.rep_id
        else:
            person = person_of(run, step, link, None)
            if person is None or table not in _PEOPLE:
                continue
            name, column, other = _PEOPLE[table], "contact_id", person
        if not is_new and reads.is_linked(run.book.db, name, f"{table}_id", row_id, column, other):
            continue
        row = {f"{table}_id": row_id, column: other}
        changed |= run.pending.link(name, (row_id, other), row, is_new=is_new)
    return changed
