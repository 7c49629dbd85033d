"""Deals, tasks and interactions: what was sold, what is to do, what happened."""

from typing import Any

from repcockpit.clock import wall_ms
from repcockpit.services.importing.keys import name_key
from repcockpit.services.importing.links import account_of, by_id, is_left_out, owner_of, people_of, regarding
from repcockpit.services.importing.parties import extras
from repcockpit.services.importing.run import Place, Run, Step


def plan_deal(run: Run, step: Step) -> None:
    """A deal of the source's history."""
    record = step.record
    owner = owner_of(run, step)
    may_make = not run.options.only_mine or (owner is not None and owner.is_me)
    account_id = account_of(run, step, record.links.get("account"), may_make=may_make)
    people = people_of(run, step, account_id)
    if account_id is None and people:
        account_id = run.people.account.get(people[0])
    if is_left_out(run, step, owner, is_mine=run.is_mine(account_id)):
        return
    name = name_key(str(record.fields["name"]))
    values: dict[str, Any] = dict(record.fields)
    values |= {
        "owner_id": run.keep_owner(owner),
        "account_id": account_id,
        "contact_id": people[0] if people else None,
    }
    place = run.locate(step, f"{name}|{account_id.hex() if account_id else ''}")
    row_id = plan_row(run, step, "deal", place, values)
    if account_id is not None:
        run.deals()[row_id] = run.deals()[name] = account_id


def plan_task(run: Run, step: Step) -> None:
    """Something to do, or done."""
    found = _who(run, step)
    if found is not None:
        rep_id, account_id, people = found
        values: dict[str, Any] = dict(step.record.fields)
        values |= {"owner_id": rep_id, "account_id": account_id, "contact_id": people[0] if people else None}
        plan_row(run, step, "task", run.locate(step, step.record.digest.hex()), values)


def plan_interaction(run: Run, step: Step) -> None:
    """Something that happened, or is in the calendar, with the people who were there."""
    found = _who(run, step)
    if found is not None:
        rep_id, account_id, people = found
        values: dict[str, Any] = dict(step.record.fields)
        values |= {"rep_id": rep_id, "account_id": account_id}
        place = run.locate(step, step.record.digest.hex())
        plan_row(run, step, "interaction", place, values, people)
        if place.ref is None:
            _close_task(run, step)


def _who(run: Run, step: Step) -> tuple[bytes | None, bytes | None, list[bytes]] | None:
    """(rep, account, people) of an activity; None where it is another owner's and only mine are wanted."""
    record = step.record
    owner = owner_of(run, step)
    may_make = not run.options.only_mine or (owner is not None and owner.is_me)
    account_id = account_of(run, step, record.links.get("account"), may_make=may_make)
    deal = record.links.get("deal")
    if account_id is None and deal and deal.external_id:
        deal_id = by_id(run, step, "deal", deal.external_id)
        account_id = run.deals().get(deal_id) if deal_id else None
    about, person = regarding(run, step)
    account_id = account_id or about
    people = people_of(run, step, account_id)
    if person is not None and person not in people:
        people.insert(0, person)
    if account_id is None:
        account_id = next((held for one in people if (held := run.people.account.get(one))), None)
    if is_left_out(run, step, owner, is_mine=run.is_mine(account_id)):
        return None
    return run.keep_owner(owner), account_id, people


def plan_row(
    run: Run,
    step: Step,
    table: str,
    place: Place,
    values: dict[str, Any],
    people: list[bytes] | None = None,
) -> bytes:
    """Plan a row of work and give its id; repeated rows without an id of their own are rows of their own."""
    has_id = step.record.external_id is not None and not step.record.is_local
    ref_target = place.ref.target_id if place.ref else (place.first if has_id else None)
    if place.ref is not None and (
        place.ref.row_hash == step.record.digest or run.is_hidden(table, place.ref.target_id)
    ):
        step.count(is_new=False, changed=False)
        return place.ref.target_id
    is_new = ref_target is None
    row_id = run.new_id(step, place) if ref_target is None else ref_target
    if is_new:
        row = {name: value for name, value in values.items() if value is not None}
        run.pending.add(table, row_id, _stamps(run, step, table) | row)
        changed = True
    elif place.is_same(step.record.digest):
        changed = run.pending.fill(
            table, row_id, {name: value for name, value in values.items() if name.endswith("_id")}
        )
    else:
        changed = run.pending.set(table, row_id, values)
    for person in people or ():
        row = {"interaction_id": row_id, "contact_id": person}
        changed |= run.pending.link("participant", (row_id, person), row, is_new=is_new)
    if is_new or not place.is_same(step.record.digest):
        changed |= extras(run, step, row_id, is_new=is_new)
    run.plan_ref(step, place, row_id)
    step.count(is_new=is_new, changed=changed)
    return row_id


def _stamps(run: Run, step: Step, table: str) -> dict[str, Any]:
    """What the import adds to a new row."""
    if table == "task":
        # A promise is kept or not by the day it had first (rules.md 2.22).
        return {"tracking_started_on": run.today, "first_due_on": step.record.fields.get("due_on")}
    if table == "interaction":
        return {"source": step.source.name, "logged_at": wall_ms()}
    return {}


def _close_task(run: Run, step: Step) -> None:
    """An activity that was to do at the last import and has happened now: its task is done."""
    external_id = step.record.external_id
    ref = run.refs.of(step.source.name).get(("task", external_id)) if external_id else None
    if ref is not None and not run.is_hidden("task", ref.target_id):
        done = {"status": "completed", "done_on": step.record.fields["occurred_on"]}
        run.pending.set("task", ref.target_id, done)
