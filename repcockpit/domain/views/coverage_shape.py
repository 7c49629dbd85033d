"""The coverage of an account in JSON's terms, as commands and exports write it."""

from typing import Any

from repcockpit.domain.views.coverage import AccountCoverage, Seat
from repcockpit.domain.views.plain import as_json


def coverage_shape(row: AccountCoverage) -> dict[str, Any]:
    """One account; unknown is null, `threads` a count, parts and index 0 to 100."""
    return {
        "id": row.id.hex(),
        "name": row.name or None,
        "index": as_json(row.index),
        "band": row.band,
        "mapped": row.is_mapped,
        "parts": {
            name: None if value is None else as_json(round(value, 2))
            for name, value in row.parts._asdict().items()
        },
        "seats": [_seat(one) for one in row.seats],
        "flags": [
            {"flag": one.flag, "evidence_ids": as_json(one.evidence_ids), "next_action": one.next_action}
            for one in row.flags
        ],
        "threads": row.threads,
    }


def _seat(one: Seat) -> dict[str, Any]:
    contact = (
        None if one.contact_id is None else {"id": one.contact_id.hex(), "name": one.contact_name or None}
    )
    return {
        "role": one.role,
        "contact": contact,
        "depth": one.depth,
        "value": as_json(one.value),
        "weight": as_json(one.weight),
        "points": as_json(round(one.points, 4)),
    }
