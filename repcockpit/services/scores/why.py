"""Why a number of a scorecard is what it is, down to the rows: of an account its own, of a rep the customers."""

from collections.abc import Callable, Sequence
from datetime import date

from repcockpit.domain.deliveries import LineVerdict, line_verdicts, otif
from repcockpit.domain.promises import verdict
from repcockpit.domain.score_words import (
    ACTIVITY_WORDS,
    INPUT_WORDS,
    QUADRANT_WORDS,
    known_words,
    share_words,
)
from repcockpit.domain.scorecard import ACTIVITIES
from repcockpit.domain.surveys import Answer
from repcockpit.domain.views.details import EvidenceRow, Why
from repcockpit.domain.views.scores import IndexRow, Scorecard, ScorePart
from repcockpit.domain.views.today import Reason
from repcockpit.services.book import Book
from repcockpit.services.scores.avoided import skips_of
from repcockpit.services.scores.evidence import AccountEvidence
from repcockpit.services.scores.loyalty import Voices
from repcockpit.services.scores.requests import cases_of
from repcockpit.store.reads import scores as reads
from repcockpit.store.reads.records import titles_of
from repcockpit.store.reads.scores import AccountRow, Houses

Rows = tuple[EvidenceRow, ...]
SAND = ("in_full", "on_time", "answered", "called_back", "kept")
_RULES = {
    "cadence": "mean of touches in 90 d against what each interval asks for",
    "requests": "mean of in time, right first time, called back on time, over 365 d",
    "network": "the coverage index; unknown until a role is confirmed",
    "qbr": "overdue 0, within 45 d its readiness, held within the interval 100",
    "training": "valid of planned, people by topics",
    "information": "brought within 90 d 100, within 180 d 50, else 0",
    "ideas": "told, or moved within 90 d, of all ideas of 365 d",
    "retention": "the mean of what is known, from two inputs on; never added to loyalty",
    "loyalty": "the mean of what is known, from two inputs on; never added to retention",
}


def why_part(book: Book, card: Scorecard, activity: str, customers: Sequence[IndexRow] = ()) -> Why:
    """One of the seven: value, weight, points, what would raise it, and the rows behind it."""
    part = card.parts[ACTIVITIES.index(activity)]
    rows: Rows = ()
    if card.kind == "account":
        account = _account(book, card)
        rows = AccountEvidence(book, account).rows(activity) if account else ()
    else:
        place = ACTIVITIES.index(activity)
        rows = _customer_rows(customers, lambda one: one.values[place])
    return Why(
        card.name, ACTIVITY_WORDS[activity], part.value, _part_reasons(part), (_RULES[activity],), rows, book.now(),
        (f"score.{activity}",),
    )  # fmt: skip


def _part_reasons(part: ScorePart) -> tuple[Reason, ...]:
    said = "unknown, left out" if part.value is None else f"{part.value:.0f} of 100"
    found = [
        Reason("value", None, said),
        Reason("weight", None, f"{part.weight:g}, {known_words(part.known)}"),
    ]
    if part.points is not None:
        found.append(Reason("points", None, f"{part.points:.1f} of the index"))
    if part.next_action:
        gain = f": +{part.gain:.1f} points" if part.gain else ""
        found.append(Reason("next", None, f"{part.next_action}{gain}"))
    return tuple(found)


def _customer_rows(customers: Sequence[IndexRow], value_of: Callable[[IndexRow], float | None]) -> Rows:
    """The customers, the lowest first; those that do not know the part come last and do not count."""
    pairs = [(value_of(one), one) for one in customers]
    pairs.sort(key=lambda pair: (pair[0] is None, pair[0] or 0.0))
    return tuple(
        EvidenceRow(
            "account",
            one.id,
            None,
            one.segment or "no tier",
            f"{one.name}: {'unknown' if value is None else f'{value:.0f} of 100'}",
            value is not None,
        )
        for value, one in pairs
    )


def why_axis(book: Book, card: Scorecard, name: str) -> Why:
    """Retention or loyalty: each input, and of an account the rows that say so."""
    axis = card.retention if name == "retention" else card.loyalty
    reasons = [
        Reason(key, None, f"{INPUT_WORDS[key]}: {'unknown' if value is None else f'{value:.0f}'}")
        for key, value in axis.parts
    ]
    reasons.append(Reason("together", None, QUADRANT_WORDS[card.quadrant]))
    rows: Rows = ()
    if card.kind == "account" and card.id is not None:
        voices = Voices(book, Houses(book.db, [card.id]))
        rows = _stay_rows(voices, card.id) if name == "retention" else _want_rows(book, voices, card.id)
    else:
        rows = _axis_customers(book, card, name)
    return Why(
        card.name, name, axis.value, tuple(reasons), (_RULES[name],), rows, book.now(), ("loyalty.cut",)
    )


def _axis_customers(book: Book, card: Scorecard, name: str) -> Rows:
    customers = reads.customers(book.db, card.id)
    voices = Voices(book, Houses(book.db, [one.id for one in customers]))
    of = voices.retention if name == "retention" else voices.loyalty
    known = [
        IndexRow(one.id, one.name, one.segment, one.owner_id, (of(one.id).value,), None, 0)
        for one in customers
    ]
    return _customer_rows(known, lambda one: one.values[0])


def _stay_rows(voices: Voices, account_id: bytes) -> Rows:
    rows = [
        EvidenceRow("training", row_id, None, "use", f"{topic}: {usage} of 3")
        for topic, (row_id, usage) in voices.usages.get(account_id, {}).items()
    ]
    rows += _fact_rows(voices, account_id, ("maintenance", "share"))
    orders = voices.orders.get(account_id, [])
    rows += [EvidenceRow(kind, row_id, on, "order", "") for on, kind, row_id in reversed(orders)]
    return tuple(rows)


def _want_rows(book: Book, voices: Voices, account_id: bytes) -> Rows:
    rows = _answer_rows(book, voices.latest("nps", account_id), "NPS", "/ 10")
    rows += _fact_rows(voices, account_id, ("intent", "reference", "referral"))
    account = reads.accounts_by_id(book.db, [account_id])
    if account:
        rows += AccountEvidence(book, account[0]).rows("ideas")
    return tuple(rows)


def _fact_rows(voices: Voices, account_id: bytes, kinds: Sequence[str]) -> list[EvidenceRow]:
    said = voices.facts.get(account_id, {})
    return [
        EvidenceRow("fact", said[kind][0], said[kind][2], kind, said[kind][1])
        for kind in kinds
        if kind in said
    ]


def _answer_rows(book: Book, answers: Sequence[Answer], what: str, of: str) -> list[EvidenceRow]:
    names = titles_of(book.db, "contact", [one.by for one in answers if one.by])
    return [
        EvidenceRow(
            "feedback", one.id, one.on, what, f"{one.score} {of}, {names.get(one.by or b'', 'nobody named')}"
        )
        for one in reversed(answers)
    ]


def why_survey(book: Book, card: Scorecard, kind: str) -> Why:
    """NPS or satisfaction: the answers that count."""
    customers = [card.id] if card.kind == "account" and card.id else [one.id for one in reads.customers(book.db, card.id)]  # fmt: skip
    voices = Voices(book, Houses(book.db, customers))
    answers = [one for account in customers for one in voices.latest(kind, account)]
    answers.sort(key=lambda one: (one.on, one.id))
    survey = card.nps if kind == "nps" else card.csat
    said = "no score from fewer than 5 answers" if survey.score is None else f"{survey.score}"
    rule = "% of 9 and 10 less % of 0 to 6" if kind == "nps" else "% of ratings 4 and 5"
    rows = _answer_rows(book, answers, kind.upper(), "/ 10" if kind == "nps" else "/ 5")
    return Why(card.name, kind.upper(), None, (Reason("score", None, said),),
               (f"{rule}  the latest answer of each person in 365 d",), tuple(rows), book.now(), ("survey.least",))  # fmt: skip


def why_sand(book: Book, card: Scorecard, name: str) -> Why:
    """One number of the sand test: of an account each row, of a rep each customer."""
    customers = [card.id] if card.kind == "account" and card.id else [one.id for one in reads.customers(book.db, card.id)]  # fmt: skip
    houses = Houses(book.db, customers)
    sand = card.sand
    numbers = {
        "in_full": (sand.otif.in_full, sand.otif.lines),
        "on_time": (sand.otif.on_time, sand.otif.lines),
        "answered": (sand.answered, sand.asked),
        "called_back": (sand.called_back, sand.call_backs),
        "kept": (sand.kept.kept, sand.kept.due),
    }
    readers: dict[str, Callable[[], Rows]] = {
        "in_full": lambda: _delivery_rows(book, houses, is_single=card.kind == "account", name=name),
        "on_time": lambda: _delivery_rows(book, houses, is_single=card.kind == "account", name=name),
        "answered": lambda: _request_rows(book, houses),
        "called_back": lambda: _request_rows(book, houses),
        "kept": lambda: _promise_rows(book, houses),
    }
    met, of = numbers[name]
    said = [Reason("now", None, f"{share_words(met, of)}, {met:,} of {of:,}" if of else "nothing to judge")]
    if name in ("in_full", "on_time") and sand.otif.left_out:
        said.append(Reason("left out", None, f"{sand.otif.left_out:,} lines cannot be judged yet, or at all"))
    return Why(
        card.name, SAND_WORDS[name], None, tuple(said), (_SAND_RULES[name],), readers[name](), book.now()
    )


SAND_WORDS = {
    "in_full": "in full",
    "on_time": "on time",
    "answered": "answered in time",
    "called_back": "call-back made",
    "kept": "promises kept",
}
_SAND_RULES = {
    "in_full": "98 % of what was promised, delivered by the day promised, over 365 d",
    "on_time": "the last delivery of a line came by the day promised, over 365 d",
    "answered": "the first answer came within its time",
    "called_back": "called back by the next working day after it was solved",
    "kept": "done by the first day that was promised",
}


def _delivery_rows(book: Book, houses: Houses, *, is_single: bool, name: str) -> Rows:
    voices = Voices(book, houses)
    names = {one.id: one for one in reads.accounts_by_id(book.db, houses.ids)}
    found = []
    for account, rows in voices.deliveries.items():
        verdicts = line_verdicts(rows, book.today(), book.numbers)
        if is_single:
            found += [_line_row(one, name) for one in reversed(verdicts)]
        elif account in names:
            sums = otif(verdicts)
            met = sums.in_full if name == "in_full" else sums.on_time
            words = f"{names[account].name}: {met:,} of {sums.lines:,}"
            found.append(EvidenceRow("account", account, None, names[account].segment or "no tier", words, met < sums.lines))  # fmt: skip
    return tuple(found)


def _line_row(one: LineVerdict, name: str) -> EvidenceRow:
    is_met = one.is_in_full if name == "in_full" else one.is_on_time
    verdict_words = {None: "left out", True: "met", False: "missed"}[is_met]
    said = f"order {one.order}, line {one.line}: {one.delivered:g} of {one.promised:g}, {verdict_words}"
    return EvidenceRow("delivery", one.ids[0], one.promised_on, "delivery", said, is_met is not None)


def _request_rows(book: Book, houses: Houses) -> Rows:
    accounts = {one.id: one for one in reads.accounts_by_id(book.db, list(cases_of(book, houses)))}
    found: list[EvidenceRow] = []
    for account in accounts.values():
        found += AccountEvidence(book, account).rows("requests")
    return tuple(sorted(found, key=lambda row: (row.on or date.min, row.id), reverse=True))


def _promise_rows(book: Book, houses: Houses) -> Rows:
    voices = Voices(book, houses)
    every = [one for some in voices.promises.values() for one in some]
    titles = titles_of(book.db, "task", [one.id for one in every])
    words = {True: "kept", False: "not kept", None: "still time"}
    found = []
    for one in every:
        is_kept = verdict(one, book.today())
        said = f"{titles.get(one.id, '')}, {words[is_kept]}"
        found.append(EvidenceRow("task", one.id, one.first_due_on, "promise", said, is_kept is not None))
    return tuple(sorted(found, key=lambda row: (row.on or date.min, row.id), reverse=True))


def why_skips(book: Book, card: Scorecard) -> Why:
    """The times an account was put off."""
    some = skips_of(book, card.id) if card.id is not None else []
    rows = tuple(EvidenceRow("account", card.id or b"", one.on, "skipped", one.reason) for one in some)
    rule = "put off three times in 90 d without a touch between"
    return Why(card.name, "avoided", None, (Reason("skipped", None, f"{len(some)} times"),), (rule,), rows, book.now(),
               ("avoidance.skips",))  # fmt: skip


def why_index(book: Book, card: Scorecard) -> Why:
    """The index as a sum of its parts."""
    known = sum(one.weight for one in card.parts if one.points is not None)
    reasons = tuple(
        Reason(
            ACTIVITY_WORDS[one.activity],
            None,
            f"{one.points:.1f} of {100 * one.weight / known:.1f}: {one.value:.0f} of 100, weight {one.weight:g}",
        )
        if one.points is not None and one.value is not None
        else Reason(ACTIVITY_WORDS[one.activity], None, "unknown, left out")
        for one in card.parts
    )
    return Why(card.name, known_words(card.known_share), card.value, reasons,
               ("what is unknown is left out and the rest weighs more; below half known no index",), (), book.now(),
               ("score.known",))  # fmt: skip


def _account(book: Book, card: Scorecard) -> AccountRow | None:
    found = reads.accounts_by_id(book.db, [card.id]) if card.id is not None else []
    return found[0] if found else None


__all__ = ["SAND", "SAND_WORDS", "why_axis", "why_index", "why_part", "why_sand", "why_skips", "why_survey"]
