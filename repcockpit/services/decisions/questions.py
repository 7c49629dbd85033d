"""The questions of Set up with their one-key answers, and what an answer writes."""

from datetime import timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.capacity import lowering_sentence
from repcockpit.domain.dates import format_date
from repcockpit.domain.errors import InvalidValueError, NotFoundError
from repcockpit.domain.snooze import Snooze
from repcockpit.domain.views.decisions import Choice, RepChoice, SetupQuestion
from repcockpit.domain.words import spoken
from repcockpit.services.approvals.tiers import ask_for_tiers, confirmer
from repcockpit.services.decisions.chosen import Chosen, Decided
from repcockpit.services.decisions.device_owner import be_owner
from repcockpit.services.decisions.owners import reps_to_choose
from repcockpit.services.decisions.snoozes import put_off_question
from repcockpit.services.record_sets import SetChange
from repcockpit.services.segments import proposed_segments
from repcockpit.services.today.setup import asks_for_segments, best_accounts, easings, question_id
from repcockpit.services.today.standings import Standings
from repcockpit.store.reads import decisions as reads
from repcockpit.store.reads import today as today_reads
from repcockpit.store.reads.records import titles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

LATER = "later"
OTHER_OWNER = "other"
"""Choose from all owners."""
CHOOSE = "choose"
"""Go through the accounts and mark them one by one."""
_DECIDER = "decision_maker"
_REST_DAYS = 7
_KEYS = 9
_NAMED = 12


def setup_question(book: "Book", subject: Chosen) -> SetupQuestion:
    """The question of a row of Set up. Raises NotFoundError where it has been answered meanwhile."""
    account_id = subject.account_id or b""
    makers = {
        "owner": _owner,
        "segments": _segments,
        "deciders": _deciders,
        "capacity": _capacity,
        "retention": _retention,
    }
    for kind, make in makers.items():
        if subject.id == question_id(book, kind, account_id if kind == "deciders" else b""):
            found = make(book, subject)
            if found is not None:
                return found
    raise NotFoundError("this question has been answered", "Today shows what is still open")


def _later(label: str = "ask again in a week") -> Choice:
    return Choice("n", label, LATER)


def _owner(book: "Book", subject: Chosen) -> SetupQuestion:
    reps = [one for one in reps_to_choose(book) if one.accounts]
    choices = [
        Choice(str(at), one.name, f"owner:{one.id.hex()}", _accounts(one))
        for at, one in enumerate(reps[: _KEYS - 1], 1)
    ]
    if len(reps) > len(choices):
        choices.append(Choice("o", f"one of {len(reps) - len(choices)} others", OTHER_OWNER))
    line = "The accounts came in under these names; yours are what Today is made of."
    choices.append(_later("none of these"))
    return SetupQuestion(subject.id, "owner", "Which owner are you?", (line,), tuple(choices))


def _accounts(one: RepChoice) -> str:
    count = "1 account" if one.accounts == 1 else f"{one.accounts:,} accounts"
    return f"{count}: {one.examples}" + (", …" if one.accounts > 2 else "")


def _segments(book: "Book", subject: Chosen) -> SetupQuestion | None:
    if not asks_for_segments(today_reads.book_shape(book.db, book.rep_id)):
        return None
    best, every = best_accounts(book), proposed_segments(book)
    choose = Choice("c", "choose them on the Accounts screen, t a marks one", CHOOSE)
    if not best:
        line = "Nothing in the book says so: no won deals in the last twelve months."
        return SetupQuestion(
            subject.id, "segments", "Which are your A accounts?", (line,), (choose, _later())
        )
    names = [one.name for one in best[:_NAMED]]
    if len(best) > _NAMED:
        names.append(f"and {len(best) - _NAMED} more")
    counts = ", ".join(f"{sum(one.segment == letter for one in every):,} {letter}" for letter in "ABCD")
    choices = (
        Choice("y", f"mark {len(best):,} as A" if len(best) > 1 else "mark it as A", "segments:A"),
        Choice("a", f"mark all {len(every):,} by revenue", "segments:all", counts),
        choose,
        _later(),
    )
    line = "By won deals of the last twelve months:"
    return SetupQuestion(subject.id, "segments", "Are these your A accounts?", (line, *names), choices)


def _deciders(book: "Book", subject: Chosen) -> SetupQuestion | None:
    if subject.account_id is None:
        return None
    people = reads.people_at(book.db, subject.account_id)
    name = titles_of(book.db, "account", [subject.account_id]).get(subject.account_id, "?")
    choices = [
        Choice(str(at), person, f"decides:{person_id.hex()}", title or "")
        for at, (person_id, person, title) in enumerate(people[:_KEYS], 1)
    ]
    left = len(people) - len(choices)
    line = f"The decision maker hears from you every {book.numbers.cadence_role_key} days."
    lines = (line, f"{left} more people are on the account's own screen.") if left else (line,)
    choices.append(_later("not known yet, ask again in a week"))
    return SetupQuestion(subject.id, "deciders", f"Who decides at {name}?", lines, tuple(choices))


def _capacity(book: "Book", subject: Chosen) -> SetupQuestion | None:
    found = easings(book, Standings(book, book.today()))
    if found is None:
        return None
    said, offers = found
    choices = [
        Choice(str(at), lowering_sentence(offer), f"number:{offer.number}={offer.longer_days}")
        for at, offer in enumerate(offers[:3], 1)
    ]
    choices.append(_later("keep it as it is, ask again in a week"))
    title = said[:1].upper() + said[1:]
    return SetupQuestion(subject.id, "capacity", title, ("What to lower?",), tuple(choices))


def _retention(book: "Book", subject: Chosen) -> SetupQuestion | None:
    from repcockpit.services.retention import due_for_erasure  # noqa: PLC0415 -- only where a rule is set

    due = due_for_erasure(book)
    if not due:
        return None
    lines = [f"{one.name}, {one.account or 'no account'}: {one.why} {one.since}" for one in due[:_NAMED]]
    if len(due) > _NAMED:
        lines.append(f"and {len(due) - _NAMED} more: `repcockpit doctor` names them")
    lines.append("Nobody is erased by itself: repcockpit erase person NAME")
    choices = (_later("look again next month"),)
    return SetupQuestion(subject.id, "retention", "Who is due to be erased?", tuple(lines), choices)


def answer_setup(book: "Book", subject: Chosen, answer: str) -> Decided:
    """Write one of the answers of `setup_question`.

    Raises InvalidValueError for an answer that is none, and what the writing behind it raises. Naming the
    owner changes this device, which is no transaction.
    """
    kind, _, value = answer.partition(":")
    match kind:
        case "owner":
            return be_owner(book, bytes.fromhex(value))
        case "segments":
            return _mark(book, value, subject.id)
        case "decides":
            return _decides(book, bytes.fromhex(value))
        case "number":
            return _lower(book, value)
        case "later":
            return _ask_later(book, subject.id)
    raise InvalidValueError(f"{answer!r} answers nothing", "give one of the answers of the question")


def _ask_later(book: "Book", asked: bytes) -> Decided:
    until = book.today() + timedelta(days=_REST_DAYS)
    text = f"Asked again on {format_date(until, book.today())}"
    with book.write(text) as unit:
        _rest(book, unit, asked, "asked later")
    return Decided(text, unit.txn)


def _rest(book: "Book", unit: "Unit", asked: bytes, why: str) -> None:
    put_off_question(book, unit, asked, Snooze(book.today() + timedelta(days=_REST_DAYS), why))


def _mark(book: "Book", letters: str, asked: bytes) -> Decided:
    wanted = "ABCD" if letters == "all" else letters
    found = [one for one in proposed_segments(book) if one.segment in wanted]
    by_hand = {
        row_id
        for row_id, source in reads.segment_sources_of(book.db, [one.account_id for one in found]).items()
        if source == "hand"
    }
    changes = [
        (one.account_id, {"segment": one.segment, "segment_by": "rule"})
        for one in found
        if one.account_id not in by_hand
    ]
    leader = confirmer(book)
    if leader is not None:
        tiers = {row_id: str(change["segment"]) for row_id, change in changes}
        return ask_for_tiers(
            book, leader, tiers, lambda unit: _rest(book, unit, asked, "waits for an answer")
        )
    accounts = "account" if len(changes) == 1 else "accounts"
    what = f"as {letters}" if letters != "all" else "by revenue"
    text = f"Marked {len(changes):,} {accounts} {what}"
    with book.write(text) as unit:
        unit.update_many("account", changes)
    return Decided(text, unit.txn)


def _decides(book: "Book", contact_id: bytes) -> Decided:
    name = titles_of(book.db, "contact", [contact_id]).get(contact_id)
    if name is None:
        raise NotFoundError("there is no such person", "press ctrl+r to read the book again")
    text = f"{name} is {spoken(_DECIDER)} now"
    former = [role for role in reads.roles_of(book.db, contact_id) if role not in {_DECIDER, "unknown"}]
    with book.write(text) as unit:
        SetChange("contact", "roles", "=", (_DECIDER, *former)).write(unit, contact_id)
        unit.update("contact", contact_id, {"role_confirmed_on": book.today().isoformat()})
    return Decided(text, unit.txn)


def _lower(book: "Book", value: str) -> Decided:
    from repcockpit.services.numbers import set_number  # noqa: PLC0415 -- one of the four answers

    name, _, amount = value.partition("=")
    written = set_number(book, name, [f"value={amount}"])
    return Decided(f"{written.view.meaning}: {written.view.value:g} {written.view.unit}", written.txn)
