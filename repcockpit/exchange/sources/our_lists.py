"""Lists that we wrote and that are no way back: figures, and views of records that other lists hold."""

from typing import Final

from repcockpit.exchange.sources.record import Source
from repcockpit.exchange.sources.shared import refused, words

_FIGURES: Final = "figures that follow from the book"
_REPORTS: Final = {
    "qbrs": ("id|readiness|pack_made_on|account_id", "reviews, each of which is many records"),
    "coverage": ("id|mapped|our_side|threads", _FIGURES),
    "scorecards": ("id|known_share|cadence|network", _FIGURES),
    "agenda": ("id|uid|end_at|contact_ids", "a view of the calendar; as ics it comes back"),
    "team": ("rep_id|attainment|attainment_capped", _FIGURES),
    "team by week": ("rep_id|week|week_from|touches", _FIGURES),
    "reps": ("rep_id|as_of_sync|stale|attainment_capped", _FIGURES),
    "today": ("id|group|days_over|planned_on|score", "a view of one day"),
    "org chart": ("id|level_in_chart|reports_to_id|open_since", "a view of one account"),
    "person": ("kind|id|field|value", "everything about one person, to be read"),
}
"""(signs of the header, what it is) by WHAT."""


def refusal_of(what: str) -> Source:
    """The source of a list that does not come back; it says which one it is."""
    signs, said = _REPORTS.get(what, ("\0", "a list to be read"))
    refusal = f"this is repcockpit's own export of {what}: {said}, and no import takes it"
    return Source("repcockpit", what, what, words(signs), {}, refused, refusal=refusal, is_own=True)


SOURCES: Final = tuple(refusal_of(what) for what in _REPORTS)
