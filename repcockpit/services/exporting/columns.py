"""The types of columns, by their names; a name means the same wherever it stands."""

from collections.abc import Iterable
from typing import Final

from repcockpit.exchange.writers.sheets import Column

_TYPES: Final = {
    "id": "id", "uid": "text", "on": "date", "birthday": "text", "week_from": "date",
    "emails": "texts", "phones": "texts", "roles": "texts", "tags": "texts", "contacts": "texts",
    "further_accounts": "texts", "flags": "texts", "gaps": "texts", "reasons": "texts",
    "revenue": "money", "amount": "money",
    "minutes": "whole", "interval_days": "whole", "reopen_count": "whole", "paused_minutes": "whole", "usage": "whole",
    "readiness": "whole", "threads": "whole", "people": "whole", "age_days": "whole", "product_accounts": "whole",
    "touches": "whole", "count": "whole", "attempts": "whole", "accounts": "whole",
    "promised": "number", "delivered": "number", "index": "number", "seats": "number", "functions": "number",
    "levels": "number", "our_side": "number", "known_share": "share",
    "is_touch": "yes", "do_not_contact": "yes", "do_not_mail": "yes", "mapped": "yes", "ready": "yes", "stale": "yes",
}  # fmt: skip


def typed(names: Iterable[str], **other: str) -> tuple[Column, ...]:
    """Columns of these names; `other` says the types of those that mean something else here."""
    return tuple(Column(name, other.get(name) or _type(name)) for name in names)


def _type(name: str) -> str:
    known = _TYPES.get(name)
    if known is not None:
        return known
    for end, kind in (("_ids", "ids"), ("_id", "id"), ("_on", "date"), ("_at", "instant")):
        if name.endswith(end):
            return kind
    return "text"
