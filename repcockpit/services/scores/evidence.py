"""The rows behind each part of an account's scorecard, and what would raise it."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property

from repcockpit.domain.ideas import STATES
from repcockpit.domain.score_parts import is_cared_for
from repcockpit.domain.scorecard import ACTIVITIES, Finding
from repcockpit.domain.views.details import EvidenceRow
from repcockpit.domain.views.requests import Case
from repcockpit.domain.words import spoken
from repcockpit.services.book import Book
from repcockpit.services.scores import learning
from repcockpit.services.scores.cadence import Member, cadence_finding, members_of
from repcockpit.services.scores.network import coverages_of, network_finding
from repcockpit.services.scores.requests import cases_of, requests_finding
from repcockpit.services.scores.reviews import Reviewed
from repcockpit.store.reads import library
from repcockpit.store.reads.records import titles_of
from repcockpit.store.reads.scores import AccountRow, Houses, IdeaRow, ideas_raised, news_brought
from repcockpit.store.reads.scores_contact import touches_between

Rows = tuple[EvidenceRow, ...]
_CLOCK_WORDS = {"met": "in time", "met_late": "late", "breached": "past its time", None: "not timed"}


class AccountEvidence:
    """Everything that the seven parts of one account rest on, each read once."""

    def __init__(self, book: Book, account: AccountRow) -> None:
        self.book, self.account = book, account
        self.houses = Houses(book.db, [account.id])
        self._today = book.today()

    @cached_property
    def members(self) -> list[Member]:
        """The account and its key people."""
        return members_of(self.book, [self.account.id])[self.account.id]

    @cached_property
    def cases(self) -> list[Case]:
        """The requests of a year."""
        return cases_of(self.book, self.houses).get(self.account.id, [])

    @cached_property
    def reviews(self) -> Reviewed:
        """The reviews."""
        return Reviewed(self.book, self.houses)

    @cached_property
    def lessons(self) -> list[learning.Lesson]:
        """The cells of the training plan."""
        return learning.lessons_of(self.book, self.houses).get(self.account.id, [])

    @cached_property
    def ideas(self) -> list[IdeaRow]:
        """Every idea."""
        return ideas_raised(self.houses)

    def findings(self) -> list[Finding]:
        """The seven, in the order of the index."""
        one, today, book = self.account, self._today, self.book
        people = [member.id for member in self.members if member.kind == "contact"]
        names = {one.id: one.name, **titles_of(book.db, "contact", people)}
        coverage = coverages_of(book, self.houses).get(one.id)
        news = news_brought(self.houses, today.isoformat()).get(one.id)
        return [
            cadence_finding(book, self.members, names),
            requests_finding(self.cases),
            network_finding(coverage),
            self.reviews.finding(one),
            learning.training_finding(self.lessons),
            learning.information_finding(one, news, today, book),
            learning.ideas_finding(self.ideas, book),
        ]

    def rows(self, activity: str) -> Rows:
        """The rows behind one part, the newest first."""
        readers: dict[str, Callable[[], Rows]] = {
            "cadence": self._touches,
            "requests": self._requests,
            "network": self._people,
            "qbr": self._reviews,
            "training": self._trainings,
            "information": self._news,
            "ideas": self._ideas,
        }
        return readers[activity]()

    def _touches(self) -> Rows:
        people = [one.id for one in self.members if one.kind == "contact"]
        since = self._today - timedelta(days=self.book.numbers.score_touch_days)
        rows = touches_between(self.houses, people, since, self._today)
        return tuple(
            EvidenceRow(
                "interaction", row_id, date.fromisoformat(on), kind, f"{who}: {said}" if said else who
            )
            for row_id, on, kind, who, said in rows
        )

    def _requests(self) -> Rows:
        found = []
        for case in self.cases:
            view, clocks = case.view, case.clocks
            said = [
                f"answered {_CLOCK_WORDS.get(clocks.response.state, 'not yet')}",
                f"solved {_CLOCK_WORDS.get(clocks.resolution.state, 'not yet')}",
            ]
            if view.reopen_count:
                said.append(f"opened again {view.reopen_count} times")
            known = [one.is_on_time for one in clocks.callbacks if one.is_on_time is not None]
            if known:
                said.append("called back" if all(known) else "call-back missed")
            on = view.opened_at.date() if view.opened_at else None
            words = f"{view.title or ''}: {', '.join(said)}"
            found.append(EvidenceRow("request", view.id, on, "request", words, view.status != "cancelled"))
        return tuple(sorted(found, key=lambda row: (row.on or date.min, row.id), reverse=True))

    def _people(self) -> Rows:
        coverage = coverages_of(self.book, self.houses).get(self.account.id)
        if coverage is None:
            return ()
        return tuple(
            EvidenceRow(
                "contact",
                one.contact_id,
                one.last_touch_on,
                "person",
                f"{one.name}, {', '.join(map(spoken, one.roles)) or 'no role'}, {spoken(one.depth)}",
                one.is_thread,
            )
            for one in coverage.people
        )

    def _reviews(self) -> Rows:
        found = []
        coming, last = self.reviews.next(self.account.id), self.reviews.last(self.account.id)
        ready = self.reviews.ready.get(self.account.id)
        is_near = coming is not None and coming.due_on is not None and coming.due_on <= self._today
        if coming is not None and (coming.scheduled_on is not None or is_near):
            on, said = coming.scheduled_on or coming.due_on, "scheduled" if coming.scheduled_on else "due"
            said = f"{said}, ready {ready.readiness.score} of 100" if ready is not None else said
            found.append(EvidenceRow("qbr", coming.id, on, "QBR", said))
        if last is not None:
            found.append(EvidenceRow("qbr", last.id, last.held_on, "QBR", "held"))
        return tuple(found)

    def _trainings(self) -> Rows:
        found = []
        for one in self.lessons:
            row_id = one.cell.id or one.cell.plan_id
            if row_id is not None:
                on = one.cell.given_on or one.cell.due_on
                said = f"{one.name}: {one.topic}, {one.cell.state}"
                found.append(EvidenceRow("training", row_id, on, "training", said, one.cell.is_valid))
        return tuple(found)

    def _news(self) -> Rows:
        bare = library.brought_to(self.book.db, (), self.houses.members)
        shared = library.shares_to(self.book.db, (), self.houses.members)
        titles = titles_of(self.book.db, "info", {row.info_id for row in shared})
        rows = [("info", row.id, row.on, row.title, row.contact_name) for row in bare]
        rows += [("share", row.id, row.on, titles.get(row.info_id, ""), row.contact_name) for row in shared]
        found = []
        for kind, row_id, on, title, who in rows:
            day = date.fromisoformat(on) if on else None
            if day is not None and day <= self._today:
                said = f"{title}, to {who}" if who else title
                age = (self._today - day).days
                counts = age <= 2 * self.book.numbers.score_news_days
                found.append(EvidenceRow(kind, row_id, day, "news", said, counts))
        return tuple(sorted(found, key=lambda row: (row.on or date.min, row.id), reverse=True))

    def _ideas(self) -> Rows:
        found = []
        for row, state in learning.ideas_in_sight(self.ideas, self.book):
            on = row.status_on or row.raised_on
            status = spoken(row.status) if row.status in STATES else row.status
            cared = is_cared_for(state, self._today, self.book.numbers)
            day = date.fromisoformat(on) if on else None
            found.append(EvidenceRow("idea", row.id, day, "idea", f"{row.title}, {status}", cared))
        return tuple(found)


def evidence_ids(evidence: AccountEvidence) -> list[tuple[bytes, ...]]:
    """The ids of the rows behind each of the seven, each once."""
    return [tuple(dict.fromkeys(row.id for row in evidence.rows(activity))) for activity in ACTIVITIES]
