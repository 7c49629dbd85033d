"""What ties people and companies together once all are known: parents, managers, relations, and the reps."""

from typing import Any

from repcockpit.exchange.sources import Link
from repcockpit.services.importing.keys import name_key
from repcockpit.services.importing.links import account_of, by_id, is_left_out, people_of
from repcockpit.services.importing.run import Run, Step

_REP_FIELDS = ("email", "country", "region", "timezone")


def plan_rep(run: Run, step: Step) -> None:
    """A colleague: a user of the source, or a row of a sales team."""
    record = step.record
    email = record.fields.get("email")
    link = Link("rep", record.external_id, str(record.fields["name"]), str(email) if email else None)
    owner = run.owners.owner(step.source, link)
    is_new = owner.row is not None
    run.keep_owner(owner)
    owner.rows -= 1
    values: dict[str, Any] = {name: record.fields.get(name) for name in _REP_FIELDS}
    if owner.name == record.external_id:
        owner.name = str(record.fields["name"])
        values["name"] = owner.name
    if "manager" in record.links:
        boss = run.owners.owner(step.source, record.links["manager"]._replace(kind="rep"))
        run.keep_owner(boss)
        boss.rows -= 1
        if boss.rep_id != owner.rep_id:
            values["manager_id"] = boss.rep_id
    changed = run.pending.set("rep", owner.rep_id, values)
    step.count(is_new=is_new, changed=changed)


def link_parents(run: Run) -> None:
    """Set the parents of accounts; an account is not its own parent."""
    for step, place, row_id, link in run.parents:
        parent = account_of(run, step, link, may_make=not run.options.only_mine)
        if parent == row_id:
            step.tally.note("accounts name themselves as parent; left out", str(step.record.fields["name"]))
        elif parent is not None:
            step.count(is_new=False, changed=run.pending.set("account", row_id, {"parent_id": parent}))
        if step.is_unresolved:
            run.plan_ref(step, place, row_id)
    run.parents.clear()


def link_managers(run: Run) -> None:
    """Set whom people report to; nobody reports to himself, and cycles stay as the source has them."""
    for step, place, row_id, account_id, link in run.managers:
        boss = _manager(run, step, link, account_id)
        if boss == row_id:
            step.tally.note("people report to themselves; left out", str(step.record.fields["name"]))
        elif boss is not None and boss not in run.people.hidden:
            write = run.pending.fill if place.is_same(step.record.digest) else run.pending.set
            step.count(is_new=False, changed=write("contact", row_id, {"reports_to_id": boss}))
        else:
            said = link.external_id or link.name or link.email or ""
            step.missing("reporting lines lead to nobody in the book", said)
            run.plan_ref(step, place, row_id)
            if link.name and not place.is_same(step.record.digest):
                run.pending.custom("Manager", row_id, link.name, is_new=step.verdict == "created")
    run.managers.clear()


def _manager(run: Run, step: Step, link: Link, account_id: bytes | None) -> bytes | None:
    found: bytes | None = None
    if link.external_id:
        found = _post_holder(run, step, link.external_id)
    if found is None and link.name:  # a column mapped by hand may hold keys where names are expected
        found = _post_holder(run, step, link.name)
    if found is None and link.email:
        mailed = set(run.people.with_mail(link.email))
        found = mailed.pop() if len(mailed) == 1 else None
    if found is None and link.name:
        last, comma, first = link.name.partition(",")
        named = run.people.by_name.get(name_key(f"{first} {last}" if comma else link.name), [])
        near = {one for one in named if run.people.account.get(one) == account_id}
        found = near.pop() if len(near) == 1 else None
    return run.people.root(found) if found is not None else None


def _post_holder(run: Run, step: Step, external_id: str) -> bytes | None:
    """Who holds the post; above a vacant one, who holds the next."""
    wanted: str | None = external_id
    seen: set[str] = set()
    while wanted and wanted not in seen:
        seen.add(wanted)
        found = by_id(run, step, "contact", wanted)
        if found is not None:
            return found
        wanted = run.stands_in.get((step.source.name, wanted))
    return None


def plan_relation(run: Run, step: Step) -> None:
    """A person at a further account; one that repeats the person's own account adds nothing."""
    account_id = account_of(run, step, step.record.links.get("account"), may_make=False)
    people = people_of(run, step, account_id)
    if is_left_out(run, step, None, is_mine=run.is_mine(account_id)):
        return
    if account_id is None or not people:
        step.reject("the account or the person is not in the book")
        return
    person = people[0]
    own = run.people.account.get(person)
    if own is None:
        run.people.account[person] = account_id
        changed = run.pending.set("contact", person, {"primary_account_id": account_id})
        step.count(is_new=changed, changed=changed)
    elif own == account_id:
        step.tally.note("relations repeat the person's own account")
        step.count(is_new=False, changed=False)
    else:
        row = {"contact_id": person, "account_id": account_id, "role": step.record.fields.get("role")}
        is_new = run.pending.link("contact_account", (person, account_id), row, is_new=False)
        step.count(is_new=is_new, changed=is_new)
