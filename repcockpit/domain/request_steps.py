"""Which steps a request may take, and which event each writes (rules.md 2.22)."""

from typing import Final, NamedTuple

from repcockpit.domain.errors import InvalidValueError, RefusedError
from repcockpit.domain.requests import Life
from repcockpit.domain.words import CALLBACK_OUTCOMES, CLOSED_REQUEST_STATUSES, spoken


class StepRule(NamedTuple):
    """One step: its letter in the request's dialog, its verb, the event it writes."""

    name: str
    letter: str
    verb: str
    event: str


STEPS: Final = (
    StepRule("ack", "a", "answered", "acknowledged"),
    StepRule("wait", "p", "wait for the customer", "waiting_customer"),
    StepRule("resume", "g", "go on", "resumed"),
    StepRule("hand", "h", "hand to another department", "waiting_internal"),
    StepRule("resolve", "s", "solved", "resolved"),
    StepRule("cancel", "x", "cancel the request", "cancelled"),
)
"""The steps of a request that runs, in the order a person meets them."""
CALLBACKS: Final = (
    StepRule("works", "w", "called back: it works", "closed"),
    StepRule("does_not_work", "n", "called back: it does not work", "reopened"),
    StepRule("unreachable", "u", "called back: nobody reached", "unreachable"),
)
"""The outcomes of a call-back."""
EVENT_WORDS: Final = {
    "acknowledged": "answered",
    "resumed": "went on",
    "waiting_internal": "handed on",
    "waiting_customer": "waits for the customer",
    "resolved": "solved",
    "closed": "called back: it works",
    "reopened": "called back: it does not work",
    "unreachable": "called back: nobody reached",
    "closed_unconfirmed": "closed, nobody reached",
}
"""What happened, as a person reads it."""
_RUNNING: Final = frozenset(("new", "acknowledged", "in_progress", "waiting_customer", "waiting_internal"))
_ALREADY: Final = {"wait": "waiting_customer", "resume": "in_progress"}
_EVENTS: Final = {rule.name: rule.event for rule in (*STEPS, *CALLBACKS)}


def possible_steps(life: Life) -> tuple[StepRule, ...]:
    """The steps that would change something now."""
    if life.status == "callback_due":
        return CALLBACKS
    if life.status not in _RUNNING:
        return ()
    return tuple(rule for rule in STEPS if not is_idle(rule.name, life))


def is_idle(step: str, life: Life) -> bool:
    """Whether a legal step finds done what it would do: it writes nothing, and is no mistake."""
    if step == "ack":
        return life.responded_at is not None
    if step == "close":
        return life.status == "closed"
    return _ALREADY.get(step) == life.status


def check_step(step: str, life: Life) -> None:
    """Raise RefusedError where the request cannot take `step` now; its hint says what it can take."""
    if step == "close":
        if life.status != "closed":
            raise RefusedError("a request closes by its call-back", _way_to_close(life))
        return
    if life.status not in _RUNNING:
        raise RefusedError(f"a request that {_standing(life)} cannot take {step!r}", _hint(life))


def check_outcome(outcome: str | None, life: Life) -> str:
    """The outcome of a call-back. Raises InvalidValueError for another word, RefusedError where none is owed."""
    words = ", ".join(CALLBACK_OUTCOMES)
    folded = (outcome or "").strip().lower().replace(" ", "_").replace("-", "_")
    if folded not in CALLBACK_OUTCOMES:
        said = f"a call-back cannot end with {outcome!r}" if outcome else "how did the call-back end?"
        raise InvalidValueError(said, f"outcome is one of: {words}")
    if life.status != "callback_due":
        raise RefusedError(f"a request that {_standing(life)} is owed no call-back", _hint(life))
    return folded


def event_of(step: str) -> str:
    """The kind of event that a step or an outcome writes."""
    return _EVENTS[step]


def _standing(life: Life) -> str:
    if life.status in CLOSED_REQUEST_STATUSES:
        return f"is {spoken(life.status)}"
    return "waits for its call-back" if life.status == "callback_due" else f"is {spoken(life.status)}"


def _hint(life: Life) -> str:
    if life.status in CLOSED_REQUEST_STATUSES:
        return "open a new one"
    if life.status == "callback_due":
        return "write: request callback ID outcome=works|does_not_work|unreachable"
    return "possible now: " + ", ".join(rule.name for rule in STEPS)


def _way_to_close(life: Life) -> str:
    return "resolve it first, then call back" if life.status in _RUNNING else _hint(life)
