"""Drafts into records: what a contact, account, deal, rep or relation needs before it is one."""

from functools import lru_cache
from typing import TypeVar

from repcockpit.exchange.sources import meanings
from repcockpit.exchange.sources.dates import Moment, moment
from repcockpit.exchange.sources.record import Draft, Link, Reading, Record, Value
from repcockpit.exchange.sources.values import currency_of, is_vacant, number, one_line, yes

T = TypeVar("T")
_KINDS = {"reports_to": "contact", "parent": "account", "owner": "rep", "account": "account", "deal": "deal"}
_DELETED = "deleted in the source"
_CLASS_KEYS = ("type", "lifecycle", "class", "rating", "priority_class")


def built(draft: Draft, kind: str, ref_kind: str, reading: Reading) -> Record:
    """The record of a finished draft, without the digest of its cells."""
    links = {name: _link(name, tuple(parts.items())) for name, parts in draft.links.items()}
    return Record(
        kind,
        ref_kind,
        draft.line,
        draft.external_id,
        reading.is_local,
        draft.fields,
        links,
        _once(draft.people) if draft.people else (),
        draft.account,
        draft.custom,
        _once(draft.emails) if draft.emails else (),
        _once(draft.phones) if draft.phones else (),
        _once(draft.tags) if draft.tags else (),
        tuple(meanings.roles(draft.roles)) if draft.roles else (),
        draft.digest,
        tuple(draft.aliases) if draft.aliases else (),
    )


def _once(items: list[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for item in items if item))


@lru_cache(maxsize=1 << 15)
def _link(kind: str, said: tuple[tuple[str, str], ...]) -> Link:
    """The link of what was said; owners and accounts come again and again."""
    parts = dict(said)
    name, email = parts.get("name"), parts.get("email")
    if name and not email and "@" in name and " " not in name:
        name, email = None, name
    return Link(
        _KINDS.get(kind.split(" ", maxsplit=1)[0], kind), parts.get("id"), name, email, parts.get("domain")
    )


def when(draft: Draft, key: str, reading: Reading) -> Moment | None:
    """The moment kept under `key`, read in its column's order."""
    kept = draft.raw.get(key)
    if kept is None:
        return None
    text, _, order = kept.partition("\0")
    return moment(text, order or "dmy", reading.zone)  # type: ignore[arg-type]


def flag(draft: Draft, key: str) -> bool | None:
    """The yes or no kept under `key`."""
    kept = draft.raw.get(key) if draft.raw else None
    return None if kept is None else yes(kept)


def text_of(draft: Draft, *keys: str) -> str:
    """The first text kept under one of `keys`, else nothing."""
    return next((draft.raw[key] for key in keys if draft.raw.get(key)), "")


def finish_contact(draft: Draft, reading: Reading) -> Record | str:
    """A person: a name (from its parts, else the e-mail), the first e-mail and phone, consent turned around."""
    if draft.raw and flag(draft, "deleted"):
        return _DELETED
    fields = draft.fields
    _name_person(draft)
    if not fields.get("name"):
        if draft.links.get("account") or draft.account:
            return "no name and no e-mail"
        return "no name, no e-mail, no company"
    if is_vacant(str(fields["name"])):
        return "vacant post: nobody to contact"
    _promote(draft)
    if draft.raw:
        _consent(draft)
        _keep_classes(draft)
    if draft.roles:
        known = meanings.roles(draft.roles)
        if known:
            fields.setdefault("role", known[0])
        else:
            draft.custom.setdefault("Role", "; ".join(draft.roles))
    if draft.account and "account" not in draft.links:
        for field, value in draft.account.items():
            draft.custom.setdefault(draft.named.get(field, field), str(value))
        draft.account = {}
    return built(draft, "contact", "contact", reading)


def finish_lead(draft: Draft, reading: Reading) -> Record | str:
    """A lead: a contact of status `lead` with ids of its own; a converted one is its contact already."""
    if flag(draft, "converted"):
        return "converted: the contact it became stands in the contacts"
    draft.fields["status"] = "lead"
    found = finish_contact(draft, reading)
    return found if isinstance(found, str) else found._replace(ref_kind="lead")


def _name_person(draft: Draft) -> None:
    fields, raw = draft.fields, draft.raw
    if not fields.get("name"):
        parts = [fields.get("first_name"), raw.get("middle_name"), fields.get("last_name"), raw.get("suffix")]
        joined = " ".join([str(part) for part in parts if part])
        name = joined or raw.get("full_name") or raw.get("file_as") or raw.get("nickname")
        if not name and draft.emails:
            name = draft.emails[0]
        if name:
            fields["name"] = one_line(name)
    elif not fields.get("last_name") and not fields.get("first_name"):
        _split_name(fields)


def _split_name(fields: dict[str, Value]) -> None:
    name = str(fields["name"])
    last, comma, first = name.partition(", ")
    if comma and last.count(" ") < 3 and first and first.count(" ") < 3 and not first.endswith("."):
        fields["first_name"], fields["last_name"] = first, last
        fields["name"] = f"{first} {last}"


def _promote(draft: Draft) -> None:
    """The first e-mail and the best phone are the person's own; further ones stay further ones."""
    fields, emails, phones = draft.fields, draft.emails, draft.phones
    if emails:
        email = fields.setdefault("email", emails[0])
        draft.emails = (
            [mail for mail in emails if mail != email] if len(emails) > 1 or email != emails[0] else []
        )
    if phones:
        best = phones[0]
        if len(phones) > 1:
            best = min(phones, key=lambda phone: (phone[1] is not None, phone[1] != "mobile"))
        main = fields.setdefault("phone", best[0])
        draft.phones = [phone for phone in phones if phone[0] != main]


def _consent(draft: Draft) -> None:
    """Opt-outs of mail set do_not_mail; do-not-call is a tag, and both together mean: leave alone."""
    mail, call = flag(draft, "mail_opt_out"), flag(draft, "do_not_call")
    if mail:
        draft.fields["do_not_mail"] = 1
    if call:
        draft.tags.append("do not call")
    if mail and call:
        draft.fields["do_not_contact"] = 1


def _keep_classes(draft: Draft) -> None:
    """A class belongs to an account; on a contact it stays as the source wrote it."""
    for key in _CLASS_KEYS:
        if key in draft.raw:
            draft.custom.setdefault(draft.named[key], draft.raw[key])


def finish_account(draft: Draft, reading: Reading) -> Record | str:
    """A customer organisation: needs a name; its status and class only where the source plainly says so."""
    if flag(draft, "deleted"):
        return _DELETED
    fields = draft.fields
    for field, value in draft.account.items():
        fields.setdefault(field, value)
    draft.account = {}
    if not fields.get("name"):
        name = text_of(draft, "full_name") or fields.get("website")
        if not name:
            return "no account name"
        fields["name"] = one_line(str(name))
    _classify(draft)
    if draft.phones:
        fields.setdefault("phone", draft.phones[0][0])
        for phone, label in draft.phones[1:]:
            draft.custom.setdefault(f"Phone {label or 2}", phone)
        draft.phones = []
    for mail in draft.emails:
        draft.custom.setdefault("E-mail", mail)
    draft.emails = []
    if "domain" in draft.raw:
        fields.setdefault("website", draft.raw["domain"])
    return built(draft, "account", "account", reading)


def _classify(draft: Draft) -> None:
    fields = draft.fields
    for key in _CLASS_KEYS:
        word = draft.raw.get(key)
        if not word:
            continue
        segment = meanings.segment(word) if key in ("class", "rating", "priority_class") else None
        status = meanings.account_status(word) if key in ("type", "lifecycle", "class") else None
        if segment:
            fields.setdefault("segment", segment)
            fields.setdefault("segment_by", "hand")
        elif status:
            fields.setdefault("status", status)
        if not segment:
            draft.custom.setdefault(draft.named[key], word)


def finish_deal(draft: Draft, reading: Reading) -> Record | str:
    """A deal: name or account, amount with currency, stage from flags or words; closed_on only once closed."""
    if flag(draft, "deleted"):
        return _DELETED
    fields = draft.fields
    name = fields.get("name") or draft.links.get("account", {}).get("name") or draft.external_id
    if not name:
        return "no deal name and no account"
    stage_name, state = text_of(draft, "stage"), text_of(draft, "state")
    stage = meanings.deal_stage(stage_name, state, is_won=flag(draft, "won"), is_closed=flag(draft, "closed"))
    fields |= {"name": name, "stage": stage}
    if stage_name or state:
        fields["stage_name"] = one_line(stage_name or state)
    closed = when(draft, "actual_close", reading) or when(draft, "close", reading)
    if closed and stage != "open":
        fields["closed_on"] = closed.day
    elif closed:
        draft.custom.setdefault("Expected close", closed.day)
    amount = text_of(draft, "amount") if stage != "won" else text_of(draft, "actual_amount", "amount")
    if amount:
        _money(draft, amount)
    return built(draft, "deal", "deal", reading)


def _money(draft: Draft, cell: str) -> None:
    text, _, comma = cell.partition("\0")
    value = number(text, decimal_comma=comma == "comma")
    if value is None:
        draft.custom.setdefault("Amount", text)
        return
    draft.fields["amount"] = value
    code = currency_of(text)
    if code:
        draft.fields.setdefault("currency", code)


def finish_rep(draft: Draft, reading: Reading) -> Record | str:
    """A colleague: a user of the source, with manager and region."""
    _name_person(draft)
    if not draft.fields.get("name"):
        return "no name"
    if draft.emails:
        draft.fields["email"] = draft.emails[0]
        draft.emails = []
    for field in ("first_name", "last_name", "title", "department", "phone"):
        draft.fields.pop(field, None)
    draft.phones, draft.custom = [], {}
    return built(draft, "rep", "rep", reading)


def finish_relation(draft: Draft, reading: Reading) -> Record | str:
    """A person at a further account."""
    if flag(draft, "deleted"):
        return _DELETED
    if "account" not in draft.links or not draft.people:
        return "no account or no contact"
    roles = meanings.roles(draft.roles)
    if roles:
        draft.fields["role"] = roles[0]
    draft.custom = {}
    return built(draft, "account_contact", "account_contact", reading)
