"""Our own lists as csv, xlsx and json: ids are ours, and every cell is taken as it stands."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from repcockpit.exchange.cells import parted
from repcockpit.exchange.sources.columns import OWN_CUSTOM
from repcockpit.exchange.sources.finishing import built
from repcockpit.exchange.sources.our_cells import READERS
from repcockpit.exchange.sources.record import Draft, Finish, Link, Reading, Record, Source
from repcockpit.exchange.sources.shared import words
from repcockpit.exchange.sources.values import squash

NAME: Final = "repcockpit"


class _List(NamedTuple):
    """A list: its table, the signs of its header, its fields, its links, and the field that no row is without.

    A link is (its name in a record, the kind it leads to, its stem in the header).
    """

    kind: str
    signs: str
    fields: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]
    needed: str
    derived: tuple[str, ...] = ()


_ACCOUNT, _CONTACT = ("account", "account", "account"), ("contact", "contact", "contact")
_OWNER = ("owner", "rep", "owner")
LISTS: Final = {
    "accounts": _List(
        "account", "id|segment_by|parent_id|owner_id|cadence_status",
        (
            "name", "segment", "segment_by", "status", "sector", "street", "city", "postal_code", "region", "country",
            "timezone", "hours", "interval_days", "revenue", "currency", "potential", "phone", "website", "note",
            "source_created_on", "tracking_started_on",
        ),
        (("parent", "account", "parent"), _OWNER), "name",
        ("last_touch_on", "due_on", "cadence_status"),
    ),
    "contacts": _List(
        "contact", "id|reports_to_id|do_not_contact|owner_id|cadence_status",
        (
            "name", "first_name", "last_name", "title", "department", "role", "support", "support_on", "support_note",
            "level", "role_confirmed_on", "email", "phone", "status", "left_on", "new_employer", "preferred_channel",
            "preferred_hours", "do_not_contact", "do_not_mail", "interval_days", "birthday", "note",
            "source_created_on", "tracking_started_on",
        ),
        (_ACCOUNT, ("reports_to", "contact", "reports_to"), _OWNER), "name",
        ("last_touch_on", "due_on", "cadence_status", "contact_bar"),
    ),
    "activity": _List(
        "interaction", "id|occurred_on|contact_ids|is_touch",
        (
            "occurred_on", "occurred_at", "type", "outcome", "status", "direction", "minutes", "subject", "note",
            "logged_at", "source", "solicited", "note_kind",
        ),
        (_ACCOUNT, ("owner", "rep", "rep"), ("request", "request", "request"), ("qbr", "qbr", "qbr")), "occurred_on",
        ("is_touch",),
    ),
    "requests": _List(
        "request", "id|response_due_at|sla_resolution|reopen_count",
        (
            "title", "type", "impact", "urgency", "opened_at", "due_on", "via", "handed_to", "handed_due_on",
            "executive_who", "executive_due_on", "executive_done_on", "note",
        ),
        (_ACCOUNT, _CONTACT, _OWNER), "title",
        (
            "priority", "response_due_at", "sla_response", "resolve_due_at", "sla_resolution", "paused_minutes",
            "reopen_count", "callback_due_on",
        ),
    ),
    "tasks": _List(
        "task", "id|kind|first_due_on|idea_id|outcome",
        ("kind", "title", "status", "due_on", "first_due_on", "done_on", "outcome", "priority", "note"),
        (_ACCOUNT, _CONTACT, _OWNER, ("request", "request", "request"), ("idea", "idea", "idea")), "title",
    ),
    "promises": _List(
        "task", "id|first_due_on|request_id|outcome",
        ("title", "status", "due_on", "first_due_on", "done_on", "outcome", "priority", "note"),
        (_ACCOUNT, _CONTACT, _OWNER, ("request", "request", "request")), "title",
    ),
    "deals": _List(
        "deal", "id|stage_name|amount|closed_on|account_id|owner_id",
        ("name", "stage", "stage_name", "amount", "currency", "closed_on"), (_ACCOUNT, _CONTACT, _OWNER), "name",
    ),
    "trainings": _List(
        "training", "id|topic|given_on|contact_ids",
        ("topic", "kind", "given_on", "due_on", "expires_on", "usage"), (_ACCOUNT,), "topic",
    ),
    "deliveries": _List(
        "delivery", "id|account_id|order|line|promised_on|delivered_on",
        ("order", "line", "product", "promised", "delivered", "unit", "promised_on", "delivered_on"), (_ACCOUNT,),
        "order",
    ),
    "ideas": _List(
        "idea", "id|age_days|product_revenue",
        ("product", "title", "status", "status_on", "note"), (_ACCOUNT, _CONTACT), "title",
        ("age_days", "told_on", "revenue", "product_accounts", "product_revenue"),
    ),
}  # fmt: skip
"""The lists that come back, by WHAT."""
_SETS: Final = (
    "roles", "emails", "phones", "tags", "contact_ids", "contacts", "further_account_ids", "further_accounts",
    "account_ids", "accounts", "also_rep_ids", "also_reps",
)  # fmt: skip
_STEPS: Final = {"status": ".state", "responded_at": ".answered", "resolved_at": ".ended"}
"""What a request's steps follow from where it is new."""
_TYPES: Final = {
    "interval_days": "whole", "minutes": "whole", "usage": "whole", "revenue": "number", "amount": "number", "promised": "number",
    "delivered": "number", "do_not_contact": "yes", "do_not_mail": "yes", "solicited": "yes",
}  # fmt: skip
_WORDS: Final = {
    "whole": "number",
    "number": "number",
    "yes": "yes or no",
    "date": "day",
    "instant": "instant",
}
_COLUMNS: Final = {("delivery", "order"): "order_no"}


def _type(field: str) -> str:
    usual = "date" if field.endswith("_on") else "instant" if field.endswith("_at") else "text"
    return _TYPES.get(field, usual)


def _finisher(of: _List) -> Finish:
    readers = [(one, _COLUMNS.get((of.kind, one), one), _type(one), READERS[_type(one)]) for one in of.fields]

    def finish(draft: Draft, reading: Reading) -> Record | str:
        raw = draft.raw
        if draft.external_id is None:
            return "no id"
        for field, column, kind, read in readers:
            cell = raw.get(field)
            if cell is None:
                continue
            value = read(cell, reading.zone)
            if value is None:
                return f"{field}: {cell[:40]!r} is no {_WORDS[kind]}"
            draft.fields[column] = value
        if _COLUMNS.get((of.kind, of.needed), of.needed) not in draft.fields:
            return f"no {of.needed}"
        _keep_rest(draft, raw, of, reading)
        record = built(draft, of.kind, of.kind, reading)
        return record._replace(
            links=_links(raw, of),
            people=_linked(raw, "contact", "contact_ids", "contacts")
            + _linked(raw, "rep", "also_rep_ids", "also_reps"),
            emails=tuple(one for one in parted(raw.get("emails", "")) if one != raw.get("email")),
            phones=tuple((one, None) for one in parted(raw.get("phones", "")) if one != raw.get("phone")),
            tags=tuple(parted(raw.get("tags", ""))),
            roles=tuple(parted(raw.get("roles", ""))),
        )

    return finish


def _keep_rest(draft: Draft, raw: Mapping[str, str], of: _List, reading: Reading) -> None:
    """Custom fields, and under names that begin with a dot what the steps of a new request follow from."""
    draft.custom = {
        name[len(OWN_CUSTOM) :]: cell for name, cell in raw.items() if name.startswith(OWN_CUSTOM)
    }
    if of.kind == "request":
        for field, kept in _STEPS.items():
            cell = raw.get(field)
            value = None if cell is None else READERS[_type(field)](cell, reading.zone)
            if value is not None:
                draft.custom[kept] = str(value)


def _links(raw: Mapping[str, str], of: _List) -> dict[str, Link]:
    links = {
        link: Link(target, raw.get(f"{stem}_id"), raw.get(stem))
        for link, target, stem in of.links
        if raw.get(f"{stem}_id") or raw.get(stem)
    }
    if of.kind == "contact":
        first = raw.get("account_id")
        others = _linked(raw, "account", "further_account_ids", "further_accounts") or _linked(
            raw, "account", "account_ids", "accounts"
        )
        further = (one for one in others if one.external_id != first)
        links |= {f"account {number}": one for number, one in enumerate(further, start=2)}
    return links


def _linked(raw: Mapping[str, str], kind: str, ids: str, names: str) -> tuple[Link, ...]:
    found, said = parted(raw.get(ids, "")), parted(raw.get(names, ""))
    if not found:
        return tuple(Link(kind, name=name) for name in said)
    return tuple(
        Link(kind, one, said[place] if len(said) == len(found) else None) for place, one in enumerate(found)
    )


def _columns(of: _List) -> dict[str, str]:
    stems = [stem for _, _, stem in of.links]
    kept = (
        *of.fields,
        *_SETS,
        *(_STEPS if of.kind == "request" else ()),
        *stems,
        *(f"{stem}_id" for stem in stems),
    )
    table = {squash(name): f"?{name}" for name in kept}
    return table | {squash(name): "-" for name in of.derived} | {"id": "id"}


BY_WHAT: Final = {
    what: Source(
        NAME, of.kind, of.kind, words(of.signs), _columns(of), _finisher(of), ((".*", "-"),), is_own=True
    )
    for what, of in LISTS.items()
}
SOURCES: Final = tuple(BY_WHAT.values())
"""Recognised by columns that no other source writes."""
