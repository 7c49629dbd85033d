"""Accounts and contacts: which row of the book a record is, and what it brings."""

from typing import Any

from repcockpit.services.importing import cards
from repcockpit.services.importing.answers import plan_answer
from repcockpit.services.importing.keys import name_key
from repcockpit.services.importing.known import AccountFacts, facts_of
from repcockpit.services.importing.links import account_of, is_left_out, owner_of
from repcockpit.services.importing.merged import news_of
from repcockpit.services.importing.run import Place, Run, Step
from repcockpit.services.importing.sameness import differing

_ERASED = "this person was erased and asked not to be kept"


def plan_account(run: Run, step: Step) -> None:
    """A customer organisation."""
    record = step.record
    owner = owner_of(run, step)
    if is_left_out(run, step, owner, is_mine=False):
        return
    fields = record.fields
    facts = facts_of(str(fields["name"]), fields.get("city"), fields.get("website"), fields.get("phone"))
    street = name_key(str(fields.get("street") or ""))
    place = run.locate(step, f"{facts.name}|{facts.city}|{facts.domain}|{street}")
    values: dict[str, Any] = dict(fields)
    values["owner_id"] = run.keep_owner(owner, "account")
    row_id = _known_account(run, step, place, facts)
    if row_id is not None and is_settled(run, step, place, is_hidden=row_id in run.accounts.hidden):
        _note_mine(run, row_id)
        return
    is_new = row_id is None
    if row_id is None:
        row_id = run.new_id(step, place)
        run.pending.add("account", row_id, _new_row(run, step, values, "customer"))
        run.accounts.add(row_id, facts)
        run.created["account"].add(row_id)
        changed = True
    elif place.is_same(record.digest):
        changed = run.pending.fill("account", row_id, {"owner_id": values["owner_id"]})
    else:
        values = news_of(run, "account", place, row_id, values)
        if step.source.is_own:
            values = differing(run, "account", row_id, values)
        changed = run.pending.set("account", row_id, values, force=step.source.is_own)
    _note_mine(run, row_id)
    if "parent" in record.links:
        run.parents.append((step, place, row_id, record.links["parent"]))
    if is_new or not place.is_same(record.digest):
        changed |= extras(run, step, row_id, is_new=is_new)
    run.plan_ref(step, place, row_id)
    step.count(is_new=is_new, changed=changed)


def _note_mine(run: Run, row_id: bytes) -> None:
    if run.options.only_mine:
        run.make_mine(row_id)


def _known_account(run: Run, step: Step, place: Place, facts: AccountFacts) -> bytes | None:
    """By reference, by a repeated key, or by a name this source does not know yet and whose facts do not differ."""
    found = place.ref.target_id if place.ref else place.first
    if found is not None:
        return run.accounts.root(found)
    if step.source.is_own:
        return None
    is_distinct = step.record.external_id is not None and not step.record.is_local
    for row_id in run.accounts.by_name.get(facts.name, []):
        if is_distinct and run.refs.is_target(step.source.name, row_id):
            continue
        if not facts.contradicts(run.accounts.facts[row_id]):
            return run.accounts.root(row_id)
    return None


def _new_row(run: Run, step: Step, values: dict[str, Any], status: str) -> dict[str, Any]:
    row = {name: value for name, value in values.items() if value is not None}
    if step.source.is_own and not cards.is_card(step):
        return row
    row.setdefault("status", status)
    row.setdefault("tracking_started_on", run.today)
    return row


def is_settled(run: Run, step: Step, place: Place, *, is_hidden: bool) -> bool:
    """Whether nothing is to be done: the row is as it was, or its record was put in the bin here."""
    if place.ref is None:
        return False
    if is_hidden:
        step.tally.note(
            "rows stay in the bin, where they were put here", str(step.record.fields.get("name", ""))
        )
    elif place.ref.row_hash != step.record.digest:
        return False
    run.remember_local(step, place.ref.target_id)
    step.count(is_new=False, changed=False)
    return True


def plan_contact(run: Run, step: Step) -> None:
    """A person."""
    record = cards.bare_card(step)
    owner = owner_of(run, step)
    may_make = not run.options.only_mine or (owner is not None and owner.is_me)
    link = record.links.get("account")
    account_id = cards.kept_account(run, step, link) or account_of(run, step, link, may_make=may_make)
    if run.options.only_mine and is_left_out(run, step, owner, is_mine=run.is_mine(account_id)):
        return
    folded, email = name_key(str(record.fields["name"])), str(record.fields.get("email") or "")
    place = run.locate(step, f"{email.casefold()}|{folded}|{account_id.hex() if account_id else ''}")
    links: dict[str, Any] = {"owner_id": run.keep_owner(owner, "contact"), "primary_account_id": account_id}
    values = record.fields | links
    row_id = _known_person(run, step, place, folded, account_id)
    if _is_done(run, step, place, row_id, email):
        return
    is_new = row_id is None
    if row_id is None:
        row_id = run.new_id(step, place)
        run.pending.add("contact", row_id, _new_row(run, step, values, "active"))
        run.people.add(row_id, folded, email or None, account_id)
        run.created["contact"].add(row_id)
        changed = True
    elif place.is_same(record.digest):
        changed = run.pending.fill("contact", row_id, links)
    else:
        changed = _change_contact(run, step, place, row_id, values)
    if is_new or not place.is_same(record.digest):
        changed |= extras(run, step, row_id, is_new=is_new)
        changed |= _further(run, step, row_id, is_new=is_new)
        changed |= plan_answer(run, row_id, account_id, record.answer)
    if "reports_to" in record.links:
        run.managers.append((step, place, row_id, account_id, record.links["reports_to"]))
    run.plan_ref(step, place, row_id)
    for alias in record.aliases:
        run.plan_ref(step, Place((record.ref_kind, alias), None, None), row_id)
    step.count(is_new=is_new, changed=changed)


def _change_contact(run: Run, step: Step, place: Place, row_id: bytes, values: dict[str, Any]) -> bool:
    """Plan what a row says of a person who is in the book; True if anything would change."""
    values = news_of(run, "contact", place, row_id, values)
    if step.source.is_own:
        news = differing(run, "contact", row_id, values, loose=cards.is_card(step))
        values = {"primary_account_id": None} | news
    changed = _keep_account(run, row_id, values, is_first_time=place.ref is None)
    changed |= run.pending.set("contact", row_id, values, force=step.source.is_own)
    email = step.record.fields.get("email")
    if email:
        run.people.add_mail(row_id, str(email))
    return changed


def _is_done(run: Run, step: Step, place: Place, row_id: bytes | None, email: str) -> bool:
    """Whether the record is refused, of somebody who was erased, or changes nothing."""
    if run.erased and _is_erased(run, step, place, row_id, email):
        step.reject(_ERASED)
        return True
    return row_id is not None and is_settled(run, step, place, is_hidden=row_id in run.people.hidden)


def _is_erased(run: Run, step: Step, place: Place, row_id: bytes | None, email: str) -> bool:
    """Whether the record is of somebody who was erased: by the row it goes to, or by an e-mail."""
    if (row_id if row_id is not None else run.new_id(step, place)) in run.erased.people:
        return True
    return any(run.erased.knows(one) for one in (email, *step.record.emails) if one)


def _known_person(run: Run, step: Step, place: Place, folded: str, account_id: bytes | None) -> bytes | None:
    """By reference, else e-mail and name, else name and account; never a shared name alone (rules.md 2.16)."""
    if place.ref is not None:
        return run.people.root(place.ref.target_id)
    record = step.record
    has_id = record.external_id is not None and not record.is_local
    if place.first is not None:
        first = run.people.root(place.first)
        if run.people.name.get(first) == folded and (has_id or record.fields.get("email") or account_id):
            return first
        if has_id and step.source.name != "orgchart":
            return first
    namesakes = run.people.by_name.get(folded)
    if not namesakes or (step.source.is_own and not cards.is_card(step)):
        return None
    is_distinct = has_id and not _may_share(step)

    def is_free(row_id: bytes) -> bool:
        if step.source.is_own:
            return row_id not in run.created["contact"]
        return not (is_distinct and run.refs.is_target(step.source.name, row_id))

    mails = [str(mail) for mail in (record.fields.get("email"), *record.emails) if mail]
    for mail in mails:
        for row_id in run.people.with_mail(mail):
            if run.people.name[row_id] == folded and is_free(row_id):
                return run.people.root(row_id)
    for row_id in namesakes if account_id else ():
        has_other_mail = bool(mails) and run.people.has_mail(row_id)
        if run.people.account[row_id] == account_id and is_free(row_id) and not has_other_mail:
            return run.people.root(row_id)
    return None


def _may_share(step: Step) -> bool:
    """Org charts and plain tables give one person a new key with each job; a CRM tells its people apart."""
    return step.source.name == "orgchart" or step.source.is_generic


def _keep_account(run: Run, row_id: bytes, values: dict[str, Any], *, is_first_time: bool) -> bool:
    """A person known from elsewhere keeps the account that is here; another one becomes a further account."""
    account_id, held = values["primary_account_id"], run.people.account.get(row_id)
    if account_id is None or held == account_id:
        return False
    if held is None or not is_first_time:
        run.people.account[row_id] = account_id
        return False
    values["primary_account_id"] = None
    row = {"contact_id": row_id, "account_id": account_id}
    return run.pending.link("contact_account", (row_id, account_id), row, is_new=False)


def _further_accounts(run: Run, step: Step, row_id: bytes, *, is_new: bool) -> bool:
    """The accounts beyond the first that a row puts a person in."""
    changed = False
    for name, link in step.record.links.items():
        if name.startswith("account "):
            account_id = account_of(run, step, link)
            if account_id is not None and account_id != run.people.account.get(row_id):
                row = {"contact_id": row_id, "account_id": account_id}
                changed |= run.pending.link("contact_account", (row_id, account_id), row, is_new=is_new)
    return changed


def _further(run: Run, step: Step, row_id: bytes, *, is_new: bool) -> bool:
    """Further e-mails, phones, roles and accounts."""
    record = step.record
    changed = "account 2" in record.links and _further_accounts(run, step, row_id, is_new=is_new)
    if not (record.emails or record.phones or record.roles):
        return changed
    for mail in record.emails:
        run.people.add_mail(row_id, mail)
    wanted: list[tuple[str, str, str | None]] = [("email", mail, None) for mail in record.emails]
    wanted += [("phone", phone, label) for phone, label in record.phones]
    held = run.points(row_id) if wanted and not is_new else set()
    if step.source.is_own and not is_new:
        wanted = cards.new_points(wanted, held)
    for kind, value, label in wanted:
        if (kind, value) not in held:
            row = {"contact_id": row_id, "kind": kind, "value": value, "label": label}
            run.pending.new["contact_point"].append(row)
            held.add((kind, value))
            changed = True
    for role in record.roles:
        if role != record.fields.get("role"):
            row = {"contact_id": row_id, "role": role}
            changed |= run.pending.link("contact_role", (row_id, role), row, is_new=is_new)
    return changed


def extras(run: Run, step: Step, row_id: bytes, *, is_new: bool) -> bool:
    """Custom fields, which keep unknown columns as they were written, and tags."""
    record = step.record
    if not (record.custom or record.tags):
        return False
    changed = False
    for name, value in record.custom.items():
        changed |= run.pending.custom(name, row_id, value, is_new=is_new, force=step.source.is_own)
    for tag in record.tags:
        tag_id = run.pending.named("tag", tag)
        row = {"tag_id": tag_id, "target_id": row_id}
        changed |= run.pending.link("tagging", (tag_id, row_id), row, is_new=is_new)
    return changed
