"""Retention and loyalty of many accounts, what customers answered, what was promised and delivered."""

from datetime import date, timedelta
from typing import NamedTuple

from repcockpit.domain import loyalty
from repcockpit.domain.deliveries import Delivered, LineVerdict, Otif, line_verdicts, otif
from repcockpit.domain.loyalty import Axis
from repcockpit.domain.promises import KeptRate, Promise, kept_rate
from repcockpit.domain.surveys import Answer, Survey, csat, latest, nps
from repcockpit.services.book import Book
from repcockpit.store.reads import scores as rows
from repcockpit.store.reads import scores_loyalty as reads
from repcockpit.store.reads.scores import Houses


class Voices:
    """Everything beside the seven that is known of some accounts, read in a few statements."""

    def __init__(self, book: Book, houses: Houses) -> None:
        today, numbers = book.today(), book.numbers
        self._today, self._numbers, self._book = today, numbers, book
        since = today - timedelta(days=numbers.loyalty_days)
        self.facts = reads.facts_said(houses, since, today)
        self.usages = reads.usages(houses, since, today)
        self.orders = reads.orders(houses, today)
        self.answers = reads.answers(houses, today - timedelta(days=numbers.survey_days), today)
        year = today - timedelta(days=numbers.score_days)
        self.promises = reads.promises(houses, year)
        self.deliveries = reads.deliveries(houses, year)
        self.ideas: dict[bytes, int] = {}
        for idea in rows.ideas_raised(houses):
            on = idea.raised_on or idea.status_on
            if on is None or since < date.fromisoformat(on) <= today:
                self.ideas[idea.account_id] = self.ideas.get(idea.account_id, 0) + 1

    def retention(self, account_id: bytes) -> Axis:
        """Whether they stay."""
        usages = [usage for _, usage in self.usages.get(account_id, {}).values()]
        orders = [on for on, _, _ in self.orders.get(account_id, ())]
        values = (
            loyalty.usage_value(usages),
            self._fact(account_id, "maintenance"),
            loyalty.order_value(orders, self._today),
            self._fact(account_id, "share"),
        )
        return loyalty.axis(loyalty.RETENTION, values)

    def loyalty(self, account_id: bytes) -> Axis:
        """Whether they want more."""
        answers = self.latest("nps", account_id)
        values = (
            loyalty.nps_value([one.score for one in answers]),
            self._fact(account_id, "intent"),
            self._fact(account_id, "reference"),
            self._fact(account_id, "referral"),
            loyalty.ideas_value(self.ideas.get(account_id, 0)),
        )
        return loyalty.axis(loyalty.LOYALTY, values)

    def _fact(self, account_id: bytes, kind: str) -> float | None:
        said = self.facts.get(account_id, {}).get(kind)
        return loyalty.fact_value(kind, said[1]) if said else None

    def latest(self, kind: str, account_id: bytes) -> list[Answer]:
        """The answers of an account that still count."""
        return latest(self.answers.get(kind, {}).get(account_id, ()), self._today, self._numbers)

    def surveys(self) -> tuple[Survey, Survey]:
        """NPS and satisfaction over all these accounts; a person at two of them answers once."""
        scores = {}
        for kind in ("nps", "csat"):
            every = [one for some in self.answers.get(kind, {}).values() for one in some]
            scores[kind] = [one.score for one in latest(every, self._today, self._numbers)]
        return nps(scores["nps"], self._numbers), csat(scores["csat"], self._numbers)

    def kept(self) -> KeptRate:
        """Promises kept over all these accounts."""
        every: list[Promise] = [one for some in self.promises.values() for one in some]
        return kept_rate(every, self._today)

    def otif(self) -> Otif:
        """Deliveries over all these accounts; order numbers are those of an account."""
        found = [otif(self._judged(some)) for some in self.deliveries.values()]
        return Otif(*(sum(column) for column in zip(*found, strict=True))) if found else Otif()

    def _judged(self, some: list[Delivered]) -> list[LineVerdict]:
        return line_verdicts(some, self._today, self._numbers)


class Standing(NamedTuple):
    """Both axes of an account, and the word for where they cross."""

    retention: Axis
    loyalty: Axis
    quadrant: str | None


def standing_of(voices: Voices, account_id: bytes, book: Book) -> Standing:
    """Both axes of one account."""
    stays, wants = voices.retention(account_id), voices.loyalty(account_id)
    return Standing(stays, wants, loyalty.quadrant(stays.value, wants.value, book.numbers))
