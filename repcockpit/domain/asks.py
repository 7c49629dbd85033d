"""Three things to ask at a meeting, drawn from what the record does not know or did not hear again."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from repcockpit.domain.dates import format_near

COUNT: Final = 3
FRESH_DAYS: Final = 180
"""After so many days a satisfaction figure is old."""
CHALLENGE_DAYS: Final = 90
IDEA_DAYS: Final = 365

_SEATS: Final = {
    "decision_maker": "Who decides here?",
    "budget_holder": "Who signs for the money?",
    "champion": "Who would speak for us when we are not in the room?",
    "executive_sponsor": "Who at the top should know us?",
    "influencer": "Whom does everybody ask before they decide?",
    "technical_evaluator": "Who tests what we deliver?",
    "end_user": "Who works with it every day?",
    "procurement": "Who buys it?",
}
"""The question that fills a seat nobody is known in, the heaviest seat first."""


class Ask(NamedTuple):
    """A question, why it is asked, and the rows behind it."""

    kind: str
    text: str
    why: str
    evidence_ids: tuple[bytes, ...] = ()


class Said(NamedTuple):
    """A note that asks to be followed up: what it was, when, about what."""

    id: bytes
    kind: str
    text: str
    on: date


class Unknown(NamedTuple):
    """What is known of an account, as far as questions go.

    `callbacks` are titles of requests whose call-back is due; `left` names of champions who left;
    `stale` people whose role was confirmed long ago; `untold_usage` topics trained without a word on their use.
    """

    callbacks: tuple[tuple[bytes, str], ...] = ()
    empty_seats: tuple[str, ...] = ()
    left: tuple[tuple[bytes, str], ...] = ()
    stale: tuple[tuple[bytes, str, str], ...] = ()
    notes: tuple[Said, ...] = ()
    feedback_on: date | None = None
    challenge_on: date | None = None
    idea_on: date | None = None
    untold_usage: tuple[tuple[bytes, str], ...] = ()
    facts: frozenset[str] = frozenset()


def three_asks(known: Unknown, today: date, count: int = COUNT) -> tuple[Ask, ...]:
    """At most `count` questions, one of a kind first, in the order of what they are worth."""
    found = list(_candidates(known, today))
    first: dict[str, Ask] = {}
    for ask in found:
        first.setdefault(ask.kind, ask)
    chosen = list(first.values())[:count]
    return (*chosen, *(ask for ask in found if ask not in chosen))[:count]


def _candidates(known: Unknown, today: date) -> Iterable[Ask]:
    for row_id, title in known.callbacks:
        yield Ask("callback", f"Does it work now: {title}?", "its call-back is due", (row_id,))
    for row_id, name in known.left:
        yield Ask("left", f"Who follows {name}?", "our champion left", (row_id,))
    yield from _seats(known.empty_seats)
    yield from _followed(known.notes, today)
    for row_id, name, role in known.stale:
        yield Ask("stale", f"Is {name} still {role}?", "confirmed more than 180 d ago", (row_id,))
    if _is_old(known.challenge_on, today, CHALLENGE_DAYS):
        yield Ask(
            "challenge", "What worries them most in the next quarter?", _since(known.challenge_on, today)
        )
    if _is_old(known.feedback_on, today, FRESH_DAYS):
        said = (
            "no figure yet"
            if known.feedback_on is None
            else f"last asked {format_near(known.feedback_on, today)}"
        )
        yield Ask("feedback", "From 0 to 10, would they recommend us?", said)
    for row_id, topic in known.untold_usage:
        yield Ask(
            "usage", f"How do they use it since the training: {topic}?", "usage was never noted", (row_id,)
        )
    if _is_old(known.idea_on, today, IDEA_DAYS):
        yield Ask("idea", "What should we build or change for them?", "no idea asked for in a year")
    if "intent" not in known.facts:
        yield Ask("intent", "Will they buy more next year?", "their intent is unknown")
    if "reference" not in known.facts:
        yield Ask(
            "reference",
            "Would they take a call from somebody who thinks of us?",
            "unknown whether they refer us",
        )


def _seats(empty: Sequence[str]) -> Iterable[Ask]:
    for role, text in _SEATS.items():
        if role in empty:
            yield Ask("seat", text, "nobody is known in this seat")


def _followed(notes: Iterable[Said], today: date) -> Iterable[Ask]:
    """The newest note of each kind that has an open end."""
    for note in sorted(notes, key=lambda one: one.on, reverse=True):
        text = note.text if len(note.text) <= 90 else note.text[:89] + "…"
        yield Ask(
            "note", f"What became of this: {text}", f"{note.kind}, {format_near(note.on, today)}", (note.id,)
        )


def _is_old(on: date | None, today: date, days: int) -> bool:
    return on is None or (today - on).days > days


def _since(on: date | None, today: date) -> str:
    return "no challenge noted yet" if on is None else f"last heard {(today - on).days} d ago"
