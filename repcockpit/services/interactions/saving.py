"""Saving a draft: the interaction, who took part, and everything captured, in one transaction."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.capture import Draft, Participant
from repcockpit.domain.errors import CockpitError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.names import split_name
from repcockpit.domain.touches import why_not
from repcockpit.domain.views.logged import Logged
from repcockpit.domain.words import spoken
from repcockpit.services.book import Book
from repcockpit.services.interactions.captures import Captures
from repcockpit.services.interactions.effect import Proposal, draft_counts, is_answered, proposal
from repcockpit.services.interactions.reading import read_line, refuse_problems
from repcockpit.store.reads.cadences import planned_on_day

if TYPE_CHECKING:
    from repcockpit.store.unit import Unit

_COUNTED = {
    "promise": "promise",
    "request": "request",
    "idea": "idea",
    "training": "training",
    "info": "information",
    "nps": "score",
    "csat": "score",
}


def save_draft(book: Book, draft: Draft) -> tuple[Logged, bytes]:
    """Write the draft; gives what it became and the transaction. Raises for a draft with problems."""
    refuse_problems(draft)
    with book.write(summary(draft)) as unit:
        logged = _write(book, unit, draft)
    assert unit.txn is not None  # noqa: S101 -- an interaction was inserted
    return logged, unit.txn


def save_lines(book: Book, lines: Iterable[str]) -> tuple[list[Logged], bytes | None]:
    """Write one line after the other in one transaction: all or nothing. Errors name the line."""
    found = []
    with book.write("Logged several lines") as unit:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                draft = read_line(book, line.rstrip("\r\n"))
            except CockpitError as problem:
                problem.message = f"line {number}: {problem.message}"
                problem.args = (problem.message,)
                raise
            found.append(_write(book, unit, draft))
    return found, unit.txn


def summary(draft: Draft) -> str:
    """One sentence about the draft: "Logged visit with Maria López, 1 request, 1 promise"."""
    whom = ", ".join(one.name for one in draft.people[:2])
    if len(draft.people) > 2:
        whom += f" +{len(draft.people) - 2}"
    if not whom and draft.account is not None:
        whom = draft.account.name
    verb = "Planned" if draft.status == "planned" else "Logged"
    what = spoken(draft.type)
    if draft.outcome and draft.outcome != "connected":
        what += f" ({spoken(draft.outcome)})"
    counts: dict[str, int] = {}
    for one in draft.captures:
        counts[_COUNTED[one.kind]] = counts.get(_COUNTED[one.kind], 0) + 1
    parts = [f"{verb} {what}" + (f" with {whom}" if whom else "")]
    parts += [f"{count} {word}{'s' if count > 1 else ''}" for word, count in counts.items()]
    return ", ".join(parts)


def _write(book: Book, unit: "Unit", draft: Draft) -> Logged:
    counts, why = verdict(book, draft)
    step = proposal(book, draft) if draft.status == "completed" else None
    account_id = draft.account.id if draft.account else _first_account(draft)
    people = [_contact(book, unit, one, account_id) for one in draft.people]
    interaction = _interaction(book, unit, draft, account_id, people)
    for contact_id in people:
        link = derived_id(interaction, contact_id)
        unit.insert("participant", {"id": link, "interaction_id": interaction, "contact_id": contact_id})
    writer = Captures(book, unit, draft, interaction, account_id, people[0] if people else None)
    ids: dict[str, list[bytes]] = {}
    for one in draft.captures:
        ids.setdefault("feedback" if one.kind in {"nps", "csat"} else one.kind, []).append(writer.write(one))
    after = _next_step(draft, writer, step)
    return Logged(
        interaction_id=interaction,
        text=summary(draft),
        request_ids=tuple(ids.get("request", ())),
        promise_ids=tuple(ids.get("promise", ())),
        idea_ids=tuple(ids.get("idea", ())),
        training_ids=tuple(ids.get("training", ())),
        info_ids=tuple(ids.get("info", ())),
        feedback_ids=tuple(ids.get("feedback", ())),
        task_ids=(after.id,) if after.id else (),
        next_id=after.id,
        next_on=after.on,
        next_title=after.title,
        next_by=after.by,
        counts=counts,
        why=why,
    )


class _Next(NamedTuple):
    """The step after a line: written (`id`) or only proposed."""

    id: bytes | None = None
    on: date | None = None
    title: str = ""
    by: str | None = None


def _next_step(draft: Draft, writer: Captures, step: Proposal | None) -> _Next:
    said = draft.next
    if said is not None and not said.is_none and said.due_on is not None:
        written = writer.next_step(said.title, said.due_on.isoformat())
        return _Next(written, said.due_on, said.title, "said")
    if said is None and step is not None:
        return _Next(None, step.on, step.title, "cadence")
    return _Next()


def verdict(book: Book, draft: Draft) -> tuple[bool, str]:
    """Whether the draft counts as a touch, and of whom, or why not."""
    two_way = is_answered(book, draft)
    because = why_not(draft.type, draft.status, draft.outcome, draft.direction, is_two_way=two_way)
    return draft_counts(book, draft), because or _counted(draft)


def _counted(draft: Draft) -> str:
    if not draft.people:
        return "a touch of the account and of nobody"
    many = len(draft.people)
    return f"a touch of the account and of {many} {'people' if many > 1 else 'person'}"


def _first_account(draft: Draft) -> bytes | None:
    return next((one.account_id for one in draft.people if one.account_id), None)


def _contact(book: Book, unit: "Unit", one: Participant, account_id: bytes | None) -> bytes:
    if one.contact_id is not None:
        return one.contact_id
    first, last = split_name(one.name)
    return unit.insert(
        "contact",
        {
            "name": one.name,
            "first_name": first,
            "last_name": last,
            "title": one.title,
            "primary_account_id": one.account_id or account_id,
            "status": "active",
            "tracking_started_on": book.today().isoformat(),
        },
    )


def _interaction(
    book: Book, unit: "Unit", draft: Draft, account_id: bytes | None, people: list[bytes]
) -> bytes:
    """The interaction's row; what was planned for that day with the same people is the one that happened."""
    at = None
    if draft.at is not None:
        moment = datetime.combine(draft.on, draft.at.replace(tzinfo=None), ZoneInfo(book.zone))
        at = int(moment.timestamp() * 1000)
    values = {
        "type": draft.type,
        "outcome": draft.outcome,
        "status": draft.status,
        "direction": draft.direction,
        "occurred_on": draft.on.isoformat(),
        "occurred_at": at,
        "zone": book.zone,
        "minutes": draft.minutes,
        "note": draft.note or None,
        "note_kind": draft.note_kind,
        "account_id": account_id,
        "rep_id": book.author_id,
        "logged_at": int(book.now().timestamp() * 1000),
        "source": "typed",
    }
    if draft.status != "planned":
        planned = planned_on_day(book.db, draft.on.isoformat(), draft.type, people, account_id)
        if planned is not None:
            kept = {name: value for name, value in values.items() if value is not None or name == "outcome"}
            unit.update("interaction", planned, kept)
            return planned
    return unit.insert("interaction", values)
