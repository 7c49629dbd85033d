"""`qbr STEP …` in words: the review found, FIELD=VALUE words understood, the step taken."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from repcockpit.domain.errors import InvalidValueError, NotFoundError, UsageError
from repcockpit.domain.records import looks_like_assignment
from repcockpit.services.local_dates import read_day, read_moment
from repcockpit.services.lookup import find
from repcockpit.services.record_edits import Written
from repcockpit.services.reviews import changing, following
from repcockpit.services.reviews.finding import find_qbr
from repcockpit.services.reviews.reading import qbr_view
from repcockpit.services.reviews.writing import Changed
from repcockpit.store.reads.records import titles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book

Given = Mapping[str, str]


class _Form(NamedTuple):
    """What a step takes: its fields, and those without which it does not go."""

    fields: tuple[str, ...]
    needed: tuple[str, ...] = ()


FORMS: Final = {
    "propose": _Form(("account", "due_on"), ("account",)),
    "schedule": _Form(("account", "at", "contacts"), ("account", "at")),
    "accept": _Form(("contact",), ("contact",)),
    "minutes": _Form(("at",)),
    "cancel": _Form(()),
    "hold": _Form(("at", "note")),
    "follow-up": _Form(("action", "owner", "due_on"), ("action", "owner", "due_on")),
    "skip": _Form(("reason", "approver"), ("reason", "approver")),
}
_BY_ACCOUNT: Final = frozenset(("propose", "schedule"))
_AFTER: Final = frozenset(("minutes", "follow-up"))
"""Steps that follow a review: an account's name means the one held last."""
_TICKED: Final = {"done": True, "open": False}


def take_step(book: "Book", step: str, words: Sequence[str]) -> Written:
    """The review as the step left it.

    Raises UsageError for words that a step does not take, and what the step raises; then nothing is written.
    """
    name, given = _split(words)
    if step == "prepare":
        return _prepare(book, name, given)
    values = _values(step, given)
    if step in _BY_ACCOUNT:
        values = {"account": name, **values} if name else values
    elif not name:
        raise UsageError("which QBR?", f"write `qbr {step} ID`; `repcockpit qbrs` lists them")
    for field in FORMS[step].needed:
        if not values.get(field, "").strip():
            raise UsageError(f"`qbr {step}` needs {field}", f"write {field}=…")
    if step in _BY_ACCOUNT:
        return _written(book, _ASKING[step](book, find(book, "account", values["account"]), values))
    qbr_id, account_id = find_qbr(book, name, is_after=step in _AFTER)
    return _written(book, _STEPS[step](book, qbr_id, account_id, values), account_id)


def _written(book: "Book", changed: Changed, account_id: bytes | None = None) -> Written:
    return Written(qbr_view(book, changed.id, account_id), changed.txn)


def _split(words: Sequence[str]) -> tuple[str, list[str]]:
    first = next((place for place, word in enumerate(words) if looks_like_assignment(word)), len(words))
    return " ".join(words[:first]), list(words[first:])


def _values(step: str, given: Sequence[str]) -> dict[str, str]:
    known = FORMS[step].fields
    values: dict[str, str] = {}
    for word in given:
        field, _, value = word.partition("=")
        if field not in known:
            hint = "fields: " + ", ".join(known) if known else "it takes none"
            raise UsageError(f"`qbr {step}` has no field {field!r}", hint)
        values[field] = value.strip()
    return values


def _prepare(book: "Book", name: str, given: Sequence[str]) -> Written:
    """Tick items; without any the review is only shown."""
    if not name:
        raise UsageError("which QBR?", "write `qbr prepare ID ITEM=done`; `repcockpit qbrs` lists them")
    items = {}
    for word in given:
        item, _, said = word.partition("=")
        if said.strip().lower() not in _TICKED:
            raise InvalidValueError(f"{item} cannot be {said!r}", "write ITEM=done or ITEM=open")
        items[changing.item_named(item).name] = _TICKED[said.strip().lower()]
    qbr_id, account_id = find_qbr(book, name)
    if not items:
        return Written(qbr_view(book, qbr_id, account_id), None)
    return _written(book, changing.tick_all(book, qbr_id, items), account_id)


def _propose(book: "Book", account_id: bytes, given: Given) -> Changed:
    return changing.propose(book, account_id, _day(book, given.get("due_on"), "forward"))


def _schedule(book: "Book", account_id: bytes, given: Given) -> Changed:
    at = _moment(book, given["at"], "forward")
    assert at is not None  # noqa: S101 -- `at` is needed
    return changing.schedule(book, account_id, at, _people(book, account_id, given.get("contacts", "")))


def _accept(book: "Book", qbr_id: bytes, account_id: bytes, given: Given) -> Changed:
    return changing.accept(book, qbr_id, _people(book, account_id, given["contact"], is_one=True)[0])


def _minutes(book: "Book", qbr_id: bytes, _: bytes, given: Given) -> Changed:
    at = _moment(book, given.get("at"), "back")
    return following.send_minutes(book, qbr_id, at.date() if isinstance(at, datetime) else at)


def _cancel(book: "Book", qbr_id: bytes, _: bytes, __: Given) -> Changed:
    return changing.cancel(book, qbr_id)


def _hold(book: "Book", qbr_id: bytes, _: bytes, given: Given) -> Changed:
    return following.hold(book, qbr_id, _moment(book, given.get("at"), "back"), given.get("note"))


def _follow_up(book: "Book", qbr_id: bytes, _: bytes, given: Given) -> Changed:
    owner, due_on = find(book, "rep", given["owner"]), _day(book, given["due_on"], "forward")
    return following.follow_up(book, qbr_id, given["action"], owner, due_on)


def _skip(book: "Book", qbr_id: bytes, _: bytes, given: Given) -> Changed:
    return changing.skip(book, qbr_id, given["reason"], given["approver"])


_ASKING: Final[dict[str, Callable[["Book", bytes, Given], Changed]]] = {
    "propose": _propose,
    "schedule": _schedule,
}
_STEPS: Final[dict[str, Callable[["Book", bytes, bytes, Given], Changed]]] = {
    "accept": _accept,
    "minutes": _minutes,
    "cancel": _cancel,
    "hold": _hold,
    "follow-up": _follow_up,
    "skip": _skip,
}


def _people(book: "Book", account_id: bytes, text: str, *, is_one: bool = False) -> list[bytes]:
    """The whole text is tried as one name before commas split it (`López, Maria`); this account's people first."""
    if not text.strip():
        return []
    near = titles_of(book.db, "account", [account_id]).get(account_id)
    try:
        return [find(book, "contact", text, account=near)]
    except NotFoundError:
        if is_one or "," not in text:
            raise
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return list(dict.fromkeys(find(book, "contact", part, account=near) for part in parts))


def _day(book: "Book", text: str | None, direction: Literal["back", "forward"]) -> date | None:
    return read_day(book, text, direction) if text else None


def _moment(book: "Book", text: str | None, direction: Literal["back", "forward"]) -> datetime | date | None:
    if not text:
        return None
    day, at = read_moment(book, text, direction)
    return at or day
