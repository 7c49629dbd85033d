"""Calendars: each meeting as a planned interaction, to be logged once it is over."""

from typing import Final

from repcockpit.exchange.sources.finishing import built, text_of, when
from repcockpit.exchange.sources.record import Draft, Link, Reading, Record, Source
from repcockpit.exchange.sources.shared import columns, words
from repcockpit.exchange.sources.values import one_line, plain_text

NAME: Final = "calendar"
_COLUMNS: Final = columns(
    ("id", "uid"),
    ("?recurrence", "recurrence"),
    ("?start:instant", "start"),
    ("?minutes", "minutes"),
    ("?subject", "summary"),
    ("?note", "description"),
    ("?place", "location"),
    ("?status", "status"),
    ("?organizer", "organizer"),
    ("?attendees", "attendees"),
    ("?declined", "declined"),
    ("?sequence", "sequence"),
)


def _meeting(draft: Draft, reading: Reading) -> Record | str:
    """A planned interaction; `custom` says who declined and how often the entry was changed."""
    at = when(draft, "start", reading)
    if at is None:
        return "no start that can be read"
    if draft.external_id and draft.raw.get("recurrence"):
        draft.external_id = f"{draft.external_id}/{draft.raw['recurrence']}"
    is_off = text_of(draft, "status") == "CANCELLED"
    draft.fields = {"type": "meeting", "status": "cancelled" if is_off else "planned", "occurred_on": at.day}
    draft.fields["subject"] = one_line(text_of(draft, "subject")) or "Meeting"
    if at.at is not None:
        draft.fields |= {"occurred_at": at.at, "zone": at.zone}
    minutes = text_of(draft, "minutes")
    if minutes.isdigit():
        draft.fields["minutes"] = int(minutes)
    place = one_line(text_of(draft, "place"))
    note = "\n".join(
        part for part in (f"At {place}" if place else "", plain_text(text_of(draft, "note"))) if part
    )
    if note:
        draft.fields["note"] = note
    organizer = text_of(draft, "organizer")
    invited = [one for one in text_of(draft, "attendees").split("; ") if one]
    declined = text_of(draft, "declined").split("; ")
    came = dict.fromkeys([organizer, *invited] if organizer not in declined else invited)
    draft.people = [Link("contact", email=one) for one in came if one]
    draft.custom = {key: text for key in ("declined", "sequence") if (text := text_of(draft, key))}
    return built(draft, "appointment", "meeting", reading)


SOURCES: Final = (
    Source(
        NAME, "appointment", "meeting", words("uid|recurrence|start|attendees"), _COLUMNS, _meeting,
        forms=frozenset({"ics"}),
    ),
)  # fmt: skip
