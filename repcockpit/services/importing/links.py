"""From what a row says about another record to that record's id; companies that are only named are made."""

from typing import Any

from repcockpit.domain.duplicates import normal_domain
from repcockpit.domain.ids import derived_id
from repcockpit.exchange.own import own_id
from repcockpit.exchange.sources import Link
from repcockpit.services.importing.keys import name_key
from repcockpit.services.importing.known import facts_of, source_id
from repcockpit.services.importing.owners import Owner
from repcockpit.services.importing.run import Run, Step, is_personal
from repcockpit.store.reads import importing as reads
from repcockpit.store.reads.importing import RefRow

_ACCOUNT_COLUMNS = ("street", "city", "postal_code", "region", "country", "phone", "website", "sector")


def owner_of(run: Run, step: Step) -> Owner | None:
    """The row's owner; None where it names none."""
    link = step.record.links.get("owner")
    return run.owners.owner(step.source, link) if link else None


def is_left_out(run: Run, step: Step, owner: Owner | None, *, is_mine: bool) -> bool:
    """Whether --only-mine leaves the row out, which is counted."""
    if not run.options.only_mine or is_mine or (owner is not None and owner.is_me):
        return False
    step.tally.note("rows of other owners were left out")
    return True


def by_id(run: Run, step: Step, kind: str, external_id: str) -> bytes | None:
    """The record of an external id: of this source, or of this import where the id is a local reference."""
    if step.source.is_own:
        found = own_id(external_id)
        return found if found is not None and _is_there(run, kind, found) else None
    if external_id.startswith("@"):
        folder = str(step.tally.sheet.table.path.parent)
        return run.local.get((step.source.name, folder, external_id[1:]))
    ref = run.refs.of(step.source.name).get((kind, external_id))
    return ref.target_id if ref else None


def _is_there(run: Run, kind: str, row_id: bytes) -> bool:
    if kind == "account":
        return row_id in run.accounts.facts
    return row_id in run.people.account if kind == "contact" else reads.is_known(run.book.db, kind, row_id)


def account_of(run: Run, step: Step, link: Link | None, *, may_make: bool = True) -> bytes | None:
    """The account a row belongs to: by id, by domain, by name; one that is only named is made."""
    if link is None:
        return None
    links = run.account_links[step.source.name]
    known = links.get(link)
    if known is not None:
        return None if known in run.accounts.hidden else known
    if step.source.is_own and own_id(link.external_id or ""):
        return _own_account(run, step, link, may_make=may_make)
    found = by_id(run, step, "account", link.external_id) if link.external_id else None
    if found is None and link.domain:
        found = run.accounts.by_domain.get(normal_domain(link.domain))
    if found is None and link.name:
        found = _by_name(run, step, link)
    if found is None and link.name and may_make:
        found = _make(run, step, link)
        if run.options.only_mine:
            run.make_mine(found)
    if found is None:
        step.missing(
            "links to accounts that are not in the book", link.external_id or link.domain or link.name or ""
        )
        return None
    found = run.accounts.root(found)
    if not (link.external_id or "").startswith("@"):
        links[link] = found
    return None if found in run.accounts.hidden else found


def _own_account(run: Run, step: Step, link: Link, *, may_make: bool) -> bytes | None:
    """The account of an id of ours, whatever it is called; one that is not here is made with its id."""
    found = run.accounts.root(own_id(link.external_id or "") or b"")
    if found in run.accounts.hidden:
        return None
    if found not in run.accounts.facts:
        if not (link.name and may_make):
            step.missing("links to accounts that are not in the book", link.external_id or "")
            return None
        _make(run, step, link)
        if run.options.only_mine:
            run.make_mine(found)
    return found


def _by_name(run: Run, step: Step, link: Link) -> bytes | None:
    ref = run.refs.of(step.source.name).get(("account_name", name_key(link.name or "")))
    found = ref.target_id if ref else run.accounts.named(link.name or "")
    if found is not None and link.external_id and ref is None:
        # the source tells companies apart by id: one of that name with another id is another one
        if run.refs.is_target(step.source.name, found):
            return None
        _name_ref(run, step, "account", link.external_id, found)
    return found


def _make(run: Run, step: Step, link: Link) -> bytes:
    """A new account from its name, with what the row says about it."""
    near = run.accounts.near(link.name or "")
    if near:
        step.tally.note("company names are spelled nearly like another one", f"{link.name} and {near}")
    is_stable = link.external_id and step.source.has_ids and not step.source.is_generic
    own = own_id(link.external_id or "") if step.source.is_own else None
    if own is not None:
        row_id = own
    elif is_stable and not is_personal(link.external_id or ""):
        row_id = derived_id(source_id(step.source.name), "account", link.external_id or "")
    else:
        row_id = run.owners.fresh_id()
    said = step.record.account
    row: dict[str, Any] = {name: said[name] for name in _ACCOUNT_COLUMNS if said.get(name)}
    row |= {"name": link.name, "status": "customer", "tracking_started_on": run.today}
    if link.domain:
        row.setdefault("website", link.domain)
    run.pending.add("account", row_id, row)
    run.accounts.add(row_id, facts_of(link.name or "", row.get("city"), row.get("website"), row.get("phone")))
    run.created["account"].add(row_id)
    if link.external_id and not link.external_id.startswith("@"):
        _name_ref(run, step, "account", link.external_id, row_id)
    else:
        _name_ref(run, step, "account_name", name_key(link.name or ""), row_id)
    step.tally.note("accounts made from company names", link.name or "")
    parent = said.get("parent_name")
    if parent and name_key(str(parent)) != name_key(link.name or ""):
        row["parent_id"] = account_of(run, step, Link("account", name=str(parent)))
    return row_id


def _name_ref(run: Run, step: Step, kind: str, external_id: str, target: bytes) -> None:
    if step.source.is_own:
        return
    is_stable = kind == "account" and step.source.has_ids and not step.source.is_generic
    source = source_id(step.source.name)
    ref_id = derived_id(source, "ref", kind, external_id) if is_stable else run.owners.fresh_id()
    if (kind, external_id) not in run.refs.of(step.source.name):
        run.add_ref(step.source.name, RefRow(ref_id, kind, external_id, target, None, 0))


def people_of(run: Run, step: Step, account_id: bytes | None) -> list[bytes]:
    """The people a row names, each once; those who are not in the book are counted."""
    found: dict[bytes, None] = {}
    for link in step.record.people:
        person = person_of(run, step, link, account_id)
        if person is not None:
            found.setdefault(person)
    return list(found)


def person_of(run: Run, step: Step, link: Link, account_id: bytes | None) -> bytes | None:
    """One person: by id, by e-mail, by name at the account, by a name that only one person has."""
    found: bytes | None = None
    if link.external_id:
        found = by_id(run, step, link.kind, link.external_id)
        if found is None and link.kind == "contact" and not step.source.is_own:
            found = by_id(run, step, "lead", link.external_id)
    if found is None and link.email:
        found = _only_one(run, run.people.with_mail(link.email), link.name)
    if found is None and link.name:
        found = _by_person_name(run, link.name, account_id)
    if found is None:
        if not run.owners.knows(link.name, link.email):
            step.missing(
                "links to people who are not in the book", link.external_id or link.email or link.name or ""
            )
        return None
    found = run.people.root(found)
    return None if found in run.people.hidden else found


def _only_one(run: Run, found: list[bytes], name: str | None) -> bytes | None:
    if name and len(found) > 1:
        found = [one for one in found if run.people.name[one] == name_key(name)]
    return found[0] if len(set(found)) == 1 else None


def _by_person_name(run: Run, name: str, account_id: bytes | None) -> bytes | None:
    found = run.people.by_name.get(_name_key(name), [])
    near = [one for one in found if account_id is not None and run.people.account.get(one) == account_id]
    for some in (near, found):
        if len(set(some)) == 1:
            return some[0]
    return None


def _name_key(name: str) -> str:
    last, comma, first = name.partition(",")
    return name_key(f"{first} {last}") if comma else name_key(name)


def regarding(run: Run, step: Step) -> tuple[bytes | None, bytes | None]:
    """(account, person) meant by a word that may be either, or a deal's name."""
    link = step.record.links.get("regarding")
    if link is None or not link.name:
        return None, None
    account = run.accounts.named(link.name)
    if account is not None:
        return account, None
    person = _by_person_name(run, link.name, None)
    if person is not None:
        return None, person
    account = run.deals().get(name_key(link.name))
    if account is None:
        step.missing("`regarding` words that name no account, person or deal of the book", link.name)
    return account, None
