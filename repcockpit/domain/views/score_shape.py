"""A scorecard as the contract's JSON object; commands and exports write the same."""

from typing import Any

from repcockpit.domain.loyalty import Axis
from repcockpit.domain.views.scores import IndexRow, Scorecard, ScorePart

_DIGITS = 4


def scorecard_shape(card: Scorecard) -> dict[str, Any]:
    """The object of `scorecard`; scores are 0 to 100, shares 0 to 1, unknown is None."""
    otif, kept = card.sand.otif, card.sand.kept
    return {
        "subject": {"kind": card.kind, "id": card.id.hex() if card.id else None, "name": card.name},
        "parts": [_part(one) for one in card.parts],
        "index": _number(card.value),
        "index_30d_ago": _number(card.value_before),
        "known_share": _number(card.known_share),
        "retention": _axis(card.retention),
        "loyalty": _axis(card.loyalty),
        "quadrant": card.quadrant,
        "nps": card.nps.score,
        "nps_answers": list(card.nps.answers),
        "csat": card.csat.score,
        "csat_answers": list(card.csat.answers),
        "kept": {"kept": kept.kept, "due": kept.due},
        "otif": {
            "in_full": otif.in_full,
            "on_time": otif.on_time,
            "lines": otif.lines,
            "left_out": otif.left_out,
        },
        "answered_in_time": {"met": card.sand.answered, "of": card.sand.asked},
        "callbacks_made": {"met": card.sand.called_back, "of": card.sand.call_backs},
        "customers": card.customers,
        "skips": card.skips,
    }


def _part(one: ScorePart) -> dict[str, Any]:
    return {
        "activity": one.activity,
        "value": _number(one.value),
        "weight": one.weight,
        "points": _number(one.points),
        "known": one.value is not None,
        "known_share": _number(one.known),
        "evidence_ids": [row.hex() for row in one.evidence_ids],
        "next_action": one.next_action or None,
        "gain": _number(one.gain),
    }


def _axis(one: Axis) -> dict[str, Any]:
    parts = [{"input": name, "value": _number(value)} for name, value in one.parts]
    return {"value": _number(one.value), "parts": parts}


def index_shape(row: IndexRow, activities: tuple[str, ...]) -> dict[str, Any]:
    """One account of the list of all."""
    return {
        "id": row.id.hex(),
        "name": row.name,
        "segment": row.segment,
        "index": _number(row.value),
        "known_share": _number(row.known_share),
        "parts": {name: _number(value) for name, value in zip(activities, row.values, strict=True)},
    }


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
