"""A record to be read whole, in labelled facts."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from repcockpit.domain.dates import format_exact
from repcockpit.domain.views.details import Reading
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.views.records import InteractionView
from repcockpit.domain.words import spoken
from repcockpit.services.book import Book
from repcockpit.services.details.why_records import verdict_of
from repcockpit.services.records import KINDS, views_of
from repcockpit.store.reads.records_work import interactions_by_id

_TITLES = ("title", "topic", "name", "subject")
_WORDS = {"qbr": "QBR"}
_APART = frozenset(
    {"id", "note", "events", "contacts", "contact", "account", "sla", "custom", "tags", *_TITLES, "request"}
)


def reading(book: Book, kind: str, record_id: bytes) -> Reading | None:
    """The record, or None where it is not there any more or its kind is not read this way."""
    if kind == "interaction":
        found = interactions_by_id(book.db, [record_id], ZoneInfo(book.zone))
        return _interaction(book, found[0]) if found else None
    if kind not in KINDS or kind in {"account", "contact"}:
        return None
    views = views_of(book, kind, [record_id])
    return _record(kind, views[0]) if views else None


def _interaction(book: Book, view: InteractionView) -> Reading:
    verdict, because = verdict_of(book, view)
    why = "; ".join((verdict, *(line.replace("  ", ": ") for line in because)))
    when = format_exact(view.occurred_on) if view.occurred_on else ""
    hour = f"{view.occurred_at:%H:%M}" if view.occurred_at else ""
    facts = [
        ("when", " ".join(part for part in (when, hour) if part)),
        ("with", ", ".join(one.name or "" for one in view.contacts)),
        ("at", _name(view.account)),
        ("by", _name(view.rep)),
        ("how", ", ".join(spoken(word) for word in (view.status, view.outcome, view.direction) if word)),
        ("took", f"{view.minutes} minutes" if view.minutes else ""),
        ("counts", why),
        ("about", view.subject or ""),
        ("source", view.source or ""),
        (
            "written",
            f"{format_exact(view.logged_at.date())} {view.logged_at:%H:%M}" if view.logged_at else "",
        ),
    ]
    title = spoken(view.type or "interaction")
    return Reading("interaction", view.id, title, _said(facts), view.note or "", view.contacts, view.account)


def _record(kind: str, view: Any) -> Reading:
    """Any other record: its fields in their order, links by name."""
    what = _WORDS.get(kind) or spoken(getattr(view, "kind", None) or kind)
    title = next((str(getattr(view, name)) for name in _TITLES if getattr(view, name, None)), what)
    facts = [("what", what)]
    people = tuple(getattr(view, "contacts", ()) or ())
    person, account = getattr(view, "contact", None), getattr(view, "account", None)
    people = people or ((person,) if person is not None else ())
    facts.append(("with", ", ".join(one.name or "" for one in people)))
    facts.append(("at", _name(account)))
    for name, value in zip(view._fields, view, strict=True):
        if name not in _APART and name != "kind":
            facts.append((spoken(name.removesuffix("_on").removesuffix("_at")), _plain(value)))
    for step in getattr(view, "events", ()):
        when = f"{format_exact(step.at.date())} {step.at:%H:%M} " if step.at else ""
        facts.append((spoken(step.kind or "step"), f"{when}{_name(step.by)} {step.note or ''}".strip()))
    return Reading(kind, view.id, title, _said(facts), getattr(view, "note", None) or "", people, account)


def _name(link: Link | None) -> str:
    return (link.name or "") if link is not None else ""


def _plain(value: object) -> str:
    if isinstance(value, Link):
        return _name(value)
    if isinstance(value, datetime):
        return f"{format_exact(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return format_exact(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.2f}"
    if isinstance(value, int):
        return str(value) if value else ""
    return spoken(value) if isinstance(value, str) else ""


def _said(facts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in facts if value)
