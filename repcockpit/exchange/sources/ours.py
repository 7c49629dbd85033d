"""Our own csv of accounts, contacts and activity: ids are ours, words and texts are taken as they stand."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from repcockpit.exchange.sources.finishing import built
from repcockpit.exchange.sources.record import Draft, Link, Reading, Record, Source, Value
from repcockpit.exchange.sources.shared import words
from repcockpit.exchange.sources.values import number, squash, yes

NAME: Final = "repcockpit"
_CUSTOM = "custom."
_JOINED = "; "


def _text(cell: str) -> Value:
    return cell


def _whole(cell: str) -> Value:
    value = number(cell)
    return int(value) if value is not None else None


def _truth(cell: str) -> Value:
    said = yes(cell)
    return None if said is None else int(said)


def _instant(cell: str) -> Value:
    try:
        return round(datetime.fromisoformat(cell).timestamp() * 1000)
    except (ValueError, OverflowError):
        return None


_READ: Final[dict[str, Callable[[str], Value]]] = {
    "interval_days": _whole, "minutes": _whole, "revenue": number, "do_not_contact": _truth, "do_not_mail": _truth,
    "occurred_at": _instant, "logged_at": _instant,
}  # fmt: skip
_FIELDS: Final = {
    "account": (
        "name", "segment", "segment_by", "status", "sector", "street", "city", "postal_code", "region", "country",
        "timezone", "hours", "interval_days", "revenue", "currency", "potential", "phone", "website", "note",
        "source_created_on", "tracking_started_on",
    ),
    "contact": (
        "name", "first_name", "last_name", "title", "department", "role", "support", "support_on", "support_note",
        "level", "role_confirmed_on", "email", "phone", "status", "left_on", "new_employer", "preferred_channel", "preferred_hours",
        "do_not_contact", "do_not_mail", "interval_days", "birthday", "note", "source_created_on",
        "tracking_started_on",
    ),
    "interaction": (
        "occurred_on", "occurred_at", "type", "outcome", "status", "direction", "minutes", "subject", "note",
        "logged_at", "source",
    ),
}  # fmt: skip
_LINKS: Final = {
    "account": (("parent", "account", "parent"), ("owner", "rep", "owner")),
    "contact": (
        ("account", "account", "account"), ("reports_to", "contact", "reports_to"), ("owner", "rep", "owner"),
    ),
    "interaction": (("account", "account", "account"), ("owner", "rep", "rep")),
}  # fmt: skip
"""(link, kind it leads to, column) of each kind."""
_SETS: Final = ("roles", "emails", "phones", "tags", "contact_ids", "contacts")
_DERIVED: Final = (
    "last_touch_on", "due_on", "cadence_status", "contact_bar", "is_touch", "further_account_ids", "further_accounts",
)  # fmt: skip


def _finish(draft: Draft, reading: Reading, kind: str) -> Record | str:
    raw = draft.raw
    if draft.external_id is None:
        return "no id"
    for field in _FIELDS[kind]:
        cell = raw.get(field)
        value = None if cell is None else _READ.get(field, _text)(cell)
        if value is not None:
            draft.fields[field] = value
    needed = "occurred_on" if kind == "interaction" else "name"
    if needed not in draft.fields:
        return f"no {needed}"
    draft.custom = {
        name[len(_CUSTOM) :]: cell for name, cell in draft.custom.items() if name.startswith(_CUSTOM)
    }
    links = {
        link: Link(target, raw.get(f"{column}_id"), raw.get(column))
        for link, target, column in _LINKS[kind]
        if raw.get(f"{column}_id") or raw.get(column)
    }
    record = built(draft, kind, "activity" if kind == "interaction" else kind, reading)
    return record._replace(
        links=links,
        people=_people(raw),
        emails=tuple(one for one in _listed(raw, "emails") if one != raw.get("email")),
        phones=tuple((one, None) for one in _listed(raw, "phones") if one != raw.get("phone")),
        tags=tuple(_listed(raw, "tags")),
        roles=tuple(_listed(raw, "roles")),
    )


def _listed(raw: dict[str, str], name: str) -> list[str]:
    return [part for part in raw.get(name, "").split(_JOINED) if part]


def _people(raw: dict[str, str]) -> tuple[Link, ...]:
    ids, names = _listed(raw, "contact_ids"), _listed(raw, "contacts")
    if not ids:
        return tuple(Link("contact", name=name) for name in names)
    return tuple(
        Link("contact", one, names[place] if len(names) == len(ids) else None)
        for place, one in enumerate(ids)
    )


def _account(draft: Draft, reading: Reading) -> Record | str:
    return _finish(draft, reading, "account")


def _contact(draft: Draft, reading: Reading) -> Record | str:
    return _finish(draft, reading, "contact")


def _interaction(draft: Draft, reading: Reading) -> Record | str:
    return _finish(draft, reading, "interaction")


def _columns(kind: str) -> dict[str, str]:
    linked = [column for _, _, column in _LINKS[kind]]
    kept = (*_FIELDS[kind], *_SETS, *linked, *(f"{name}_id" for name in linked))
    table = {squash(name): f"?{name}" for name in kept}
    return table | {squash(name): "-" for name in _DERIVED} | {"id": "id"}


SOURCES: Final = (
    Source(NAME, "account", "account", words("id|segment_by|parent_id|owner_id|cadence_status"),
           _columns("account"), _account, is_own=True),
    Source(NAME, "contact", "contact", words("id|reports_to_id|do_not_contact|owner_id|cadence_status"),
           _columns("contact"), _contact, is_own=True),
    Source(NAME, "activity", "activity", words("id|occurred_on|contact_ids|is_touch|logged_at"),
           _columns("interaction"), _interaction, is_own=True),
)  # fmt: skip
"""Recognised by columns that no other source writes."""
