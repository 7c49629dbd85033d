"""What `log --json` would print of a draft: every key of the saved thing, without the ids and stamps of a save."""

from typing import TYPE_CHECKING, Any

from repcockpit.cli.json_shape import as_json
from repcockpit.domain.views import records as views
from repcockpit.domain.views.record_requests import Link, RequestView, Sla

if TYPE_CHECKING:
    from repcockpit.domain.capture import Capture, Draft
    from repcockpit.services.book import Book

_KEYS = {
    "request": "requests",
    "promise": "promises",
    "idea": "ideas",
    "training": "trainings",
    "info": "infos",
    "nps": "feedback",
    "csat": "feedback",
}


def rehearsal(book: "Book", draft: "Draft") -> dict[str, Any]:
    """The document of `log` for a draft that is not saved."""
    from repcockpit.services.interactions import effect_of, verdict  # noqa: PLC0415 -- opens SQLite

    counts, why = verdict(book, draft)
    places = _places(draft)
    found: dict[str, Any] = {"interaction": _interaction(draft, places, is_touch=counts)}
    found |= {key: [] for key in (*dict.fromkeys(_KEYS.values()), "tasks")}
    for one in draft.captures:
        found[_KEYS[one.kind]].append(_capture(one, draft, places))
    found["next"] = None
    said = draft.next
    if said is None and draft.status == "completed":
        effect = effect_of(book, draft)
        if effect.next_on is not None:
            found["next"] = _next(effect.next_title, effect.next_on, "cadence")
    elif said is not None and not said.is_none:
        found["next"] = _next(said.title, said.due_on, "said")
        step = {"kind": "next_step", "title": said.title or draft.type, "due_on": said.due_on}
        found["tasks"].append(_blank(views.TaskView, status="not_started", **step, **places))
    return {**found, "counts_as_touch": counts, "why": why}


def _next(title: str, due_on: Any, by: str) -> dict[str, Any]:
    return {"id": None, "due_on": as_json(due_on), "title": title or None, "by": by}


def _places(draft: "Draft") -> dict[str, Link | None]:
    first = draft.people[0] if draft.people else None
    return {
        "account": Link(draft.account.id, draft.account.name) if draft.account else None,
        "contact": Link(first.contact_id, first.name) if first and first.contact_id else None,
    }


def _blank(view: Any, **known: Any) -> dict[str, Any]:
    """Every key of a view, null where nothing is known."""
    found: dict[str, Any] = as_json({**dict.fromkeys(view._fields), **known})
    return found


def _interaction(draft: "Draft", places: dict[str, Link | None], *, is_touch: bool) -> dict[str, Any]:
    return _blank(
        views.InteractionView, type=draft.type, outcome=draft.outcome, status=draft.status,
        direction=draft.direction, occurred_on=draft.on, minutes=draft.minutes, note=draft.note or None,
        account=places["account"], is_touch=is_touch,
        contacts=[{"id": one.contact_id, "name": one.name} for one in draft.people],
    )  # fmt: skip


def _capture(one: "Capture", draft: "Draft", places: dict[str, Link | None]) -> dict[str, Any]:
    told = {"title": one.text, "due_on": one.due_on}
    match one.kind:
        case "request":
            medium = {"impact": "medium", "urgency": "medium", "priority": "P3"}
            clocks = {"reopen_count": 0, "sla": Sla(None, None), "events": []}
            return _blank(RequestView, type="other", status="new", **told, **medium, **clocks, **places)
        case "promise":
            return _blank(views.TaskView, kind="promise", status="not_started", **told, **places)
        case "idea":
            return _blank(views.IdeaView, title=one.text, status="new", **places)
        case "training":
            people = [places["contact"]] if places["contact"] else []
            return _blank(
                views.TrainingView, topic=one.text, kind="ongoing", given_on=draft.on, contacts=people,
                account=places["account"],
            )  # fmt: skip
        case "info":
            return _blank(views.InfoView, title=one.text, brought_on=draft.on, **places)
    score = {"kind": one.kind, "score": one.score, "note": one.text or None}
    return _blank(views.FeedbackView, asked_on=draft.on, **score, **places)
