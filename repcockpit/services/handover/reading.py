"""Handovers as views: underway, rehearsed, lent; each account with its readiness and what one of us alone knows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.handover import INTRODUCTION_DAYS, Facts, KeyPerson, readiness
from repcockpit.domain.views.handover import (
    AccountHandover,
    HandoverPage,
    HandoverView,
    OnlyYou,
    OnlyYouNote,
    OpenThing,
)
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.words import KEY_ROLES
from repcockpit.services.coverage.reading import coverage_of_accounts
from repcockpit.services.reviews.courses import Courses
from repcockpit.store.reads import details
from repcockpit.store.reads import handover as reads
from repcockpit.store.reads import reviews as review_reads
from repcockpit.store.reads.values import day as day_of

if TYPE_CHECKING:
    from repcockpit.domain.views.coverage import AccountCoverage, PersonCoverage
    from repcockpit.services.book import Book
    from repcockpit.store.reads.handover import HandoverRow


class _AtAccount(Protocol):
    @property
    def account_id(self) -> bytes: ...


_Row = TypeVar("_Row", bound=_AtAccount)
_GONE = frozenset(("left", "moved", "erased"))
UNDERWAY, IF_I_LEAVE, COVER = "underway", "if_i_leave", "cover"


class Case(NamedTuple):
    """An account that changes hands; `row` is None where nothing was begun, the taker where nobody is named."""

    account_id: bytes
    giver_id: bytes
    taker_id: bytes | None
    row: "HandoverRow | None" = None


def underway(book: "Book", accounts: Sequence[bytes] | None = None) -> HandoverView:
    """The handovers that go on: at these accounts, else those of the book's rep (None: everybody's)."""
    rows = reads.handovers_underway(book.db)
    if accounts is not None:
        wanted = set(accounts)
        rows = [row for row in rows if row.account_id in wanted]
    elif book.rep_id is not None:
        rows = [row for row in rows if book.rep_id in (row.from_id, row.to_id)]
    return view_of(book, _cases(rows), UNDERWAY)


def at_accounts(book: "Book", accounts: Sequence[bytes], mode: str = UNDERWAY) -> HandoverView:
    """The handover that stands at each of these accounts, done or not; accounts without one are left out."""
    groups = details.groups_of(book.db, "account", list(accounts))
    rows = reads.handovers_of(book.db, [member for some in groups.values() for member in some])
    return view_of(book, _cases(rows), mode)


def rehearsal(book: "Book", rep_id: bytes, accounts: Sequence[bytes] | None = None) -> HandoverView:
    """What would be lost if this rep left today, account by account; writes nothing."""
    some = accounts
    if some is None:
        some = [one.id for one in reads.accounts_owned(book.db, rep_id)]
    return view_of(book, [Case(one, rep_id, None) for one in some], IF_I_LEAVE, giver_id=rep_id)


def page_of_account(book: "Book", account_id: bytes) -> HandoverPage:
    """One account: what goes on there, else what would be lost if its owner left. Raises NotFoundError for none."""
    found = reads.accounts_named(book.db, [account_id])
    if not found:
        raise NotFoundError("that account is not there any more", "`B` shows the bin")
    (one,) = found
    about = Link(one.id, one.name)
    going = [row for row in at_accounts(book, [one.id]).accounts if row.done_on is None]
    if going or one.owner_id is None:
        return HandoverPage(about, tuple(going), (), None)
    owner = Link(one.owner_id, one.owner_name)
    return HandoverPage(about, (), rehearsal(book, one.owner_id, [one.id]).accounts, owner)


def page_of_rep(book: "Book", rep_id: bytes | None, *, has_rest: bool = True) -> HandoverPage:
    """What goes on from or to a rep, and what would be lost at their other accounts; None: all that goes on.

    Without `has_rest` what would be lost is left out: of a rep with many accounts it takes long to find.
    """
    rows = [row for row in reads.handovers_underway(book.db) if rep_id in (None, row.from_id, row.to_id)]
    going = view_of(book, _cases(rows), UNDERWAY).accounts
    if rep_id is None:
        return HandoverPage(None, going, (), None)
    name = next((one.name for one in reads.reps(book.db) if one.id == rep_id), None)
    if not has_rest:
        return HandoverPage(Link(rep_id, name), going, (), Link(rep_id, name))
    known = {one.id for one in going}
    others = [one.id for one in reads.accounts_owned(book.db, rep_id) if one.id not in known]
    return HandoverPage(
        Link(rep_id, name), going, rehearsal(book, rep_id, others).accounts, Link(rep_id, name)
    )


def latest(rows: Iterable["HandoverRow"]) -> dict[bytes, "HandoverRow"]:
    """The handover that stands at each account: the last one begun that is not done, else the last one."""
    found: dict[bytes, HandoverRow] = {}
    for row in rows:
        known = found.get(row.account_id)
        if known is None or row.done_on is None or known.done_on is not None:
            found[row.account_id] = row
    return found


def _cases(rows: Iterable["HandoverRow"]) -> list[Case]:
    return [
        Case(row.account_id, row.from_id, row.to_id, row)
        for row in latest(rows).values()
        if row.from_id is not None
    ]


def view_of(
    book: "Book",
    cases: Sequence[Case],
    mode: str,
    *,
    giver_id: bytes | None = None,
    taker_id: bytes | None = None,
) -> HandoverView:
    """These cases in their order: where one rep holds every thread first, then by how many people only they know."""
    reader = _Reader(book, cases)
    accounts = sorted((reader.account(case) for case in cases if case.account_id in reader.known), key=_rank)
    givers, takers = {one.giver_id for one in cases}, {one.taker_id for one in cases}
    giver = giver_id or (next(iter(givers)) if len(givers) == 1 else None)
    taker = taker_id or (next(iter(takers)) if len(takers) == 1 else None)
    return HandoverView(
        book.today(),
        mode,
        reader.link(giver),
        reader.link(taker),
        tuple(accounts),
        bool(accounts) and all(one.ready for one in accounts),
    )


def _rank(one: AccountHandover) -> tuple[bool, int, str, bytes]:
    return not one.one_of_us, -len(one.only_you), one.name.casefold(), one.id


class _Reader:
    """The rows behind many cases, read in a handful of statements."""

    def __init__(self, book: "Book", cases: Sequence[Case]) -> None:
        self._book, self._today = book, book.today()
        ids = [one.account_id for one in cases]
        day = self._today.isoformat()
        self.names = {one.id: one.name for one in reads.reps(book.db)}
        self.known = {one.id: one for one in reads.accounts_named(book.db, ids)}
        groups = details.groups_of(book.db, "account", list(self.known))
        self._root = {member: root for root, some in groups.items() for member in some}
        every = list(self._root)
        self._covered = {one.id: one for one in coverage_of_accounts(book, list(self.known))}
        now_ms = int(book.now().timestamp() * 1000)
        self._open = self._by(reads.open_things(book.db, every, now_ms))
        self._notes = self._by(reads.only_you_notes(book.db, every, day))
        self._checks: dict[tuple[bytes, bytes], list[date]] = defaultdict(list)
        for account, owner, due in reads.checks_of(book.db, every):
            self._checks[self._root[account], owner].append(date.fromisoformat(due))
        self._ticks: dict[bytes, dict[str, str | None]] = defaultdict(dict)
        rows = [one.row.id for one in cases if one.row is not None]
        for handover, item, note in reads.ticks_of(book.db, rows, day):
            self._ticks[handover][item] = note
        self._courses = Courses(book, review_reads.accounts_by_id(book.db, list(self.known)))
        self._met = self._introductions(cases, day)
        self._asked = set(reads.asked_for(book.db, rows))

    def _by(self, rows: Iterable[_Row]) -> dict[bytes, list[_Row]]:
        found: dict[bytes, list[_Row]] = defaultdict(list)
        for row in rows:
            found[self._root[row.account_id]].append(row)
        return found

    def _introductions(self, cases: Sequence[Case], day: str) -> dict[tuple[bytes, bytes], str]:
        pairs: dict[tuple[bytes, bytes | None], list[Case]] = defaultdict(list)
        for case in cases:
            pairs[case.giver_id, case.taker_id].append(case)
        found: dict[tuple[bytes, bytes], str] = {}
        since = (
            self._today - timedelta(days=min(INTRODUCTION_DAYS, (self._today - date.min).days))
        ).isoformat()
        for (giver, taker), some in pairs.items():
            people = [one.contact_id for case in some for one in self._key_people(case.account_id)]
            met = reads.met_together(self._book.db, people, giver, taker, (since, day))
            found |= {
                (case.account_id, one.contact_id): met[one.contact_id]
                for case in some
                for one in self._key_people(case.account_id)
                if one.contact_id in met
            }
        return found

    def _key_people(self, account_id: bytes) -> list["PersonCoverage"]:
        covered = self._covered.get(account_id)
        people = covered.people if covered is not None else ()
        return [one for one in people if _is_there(one) and KEY_ROLES.intersection(one.roles)]

    def link(self, rep_id: bytes | None) -> Link | None:
        """One of us by name."""
        return None if rep_id is None else Link(rep_id, self.names.get(rep_id))

    def account(self, case: Case) -> AccountHandover:
        """One account with everything said of it."""
        row, known = case.row, self.known[case.account_id]
        covered = self._covered[case.account_id]
        open_now = tuple(self._thing(one, case.giver_id) for one in self._open.get(case.account_id, ()))
        found = readiness(self._facts(case, covered, open_now))
        return AccountHandover(
            case.account_id, known.name, known.segment, row.id if row else None, self.link(case.giver_id),
            self.link(case.taker_id), day_of(row.started_on) if row else None,
            day_of(row.done_on) if row else None, day_of(row.cover_until) if row else None,
            found.points, found.is_ready, found.items,
            _is_alone(covered, case.giver_id),
            sum(one.is_thread for one in covered.people if _is_there(one)),
            _only_you(covered, case.giver_id),
            tuple(
                OnlyYouNote(one.id, date.fromisoformat(one.on), one.by, one.text)
                for one in self._notes.get(case.account_id, ())
            ),
            open_now, row is not None and row.id in self._asked,
        )  # fmt: skip

    def _thing(self, row: reads.OpenRow, giver_id: bytes) -> OpenThing:
        return OpenThing(
            row.kind,
            row.id,
            row.title,
            day_of(row.due_on),
            self.link(row.owner_id),
            Link(row.contact_id, row.contact_name) if row.contact_id is not None else None,
            row.owner_id is None or row.owner_id == giver_id,
        )

    def _facts(self, case: Case, covered: "AccountCoverage", some: Sequence[OpenThing]) -> Facts:
        there = [one for one in covered.people if _is_there(one)]
        confirmed = [one.role_confirmed_on for one in there if one.role_confirmed_on is not None]
        ticks = self._ticks.get(case.row.id, {}) if case.row is not None else {}
        has_qbr, is_given = self._review(case)
        taker = case.taker_id
        return Facts(
            self._today,
            tuple(
                KeyPerson(
                    one.contact_id,
                    one.role_confirmed_on,
                    day_of(self._met.get((case.account_id, one.contact_id))),
                )
                for one in self._key_people(case.account_id)
            ),
            max((one for one in confirmed if one <= self._today), default=None),
            sum(one.kind in {"request", "promise"} for one in some),
            len(self._notes.get(case.account_id, ())),
            has_qbr,
            is_given,
            day_of(case.row.started_on) if case.row is not None else None,
            tuple(self._checks.get((case.account_id, taker), ())) if taker is not None else (),
            frozenset(ticks),
            ticks.get("customer_told"),
        )

    def _review(self, case: Case) -> tuple[bool, bool]:
        """Whether a review is to come soon, and whether the new rep owns it."""
        found = self._courses.next(case.account_id)
        if found is None or not self._courses.is_in_sight(found):
            return False, False
        stored = self._courses.stored.get(found.id)
        return True, stored is not None and stored.owner_id is not None and stored.owner_id == case.taker_id


def _is_there(one: "PersonCoverage") -> bool:
    """Leads and people on leave too: whoever did not leave is lost with the one who knows them."""
    return one.status not in _GONE


def _is_alone(covered: "AccountCoverage", giver_id: bytes) -> bool:
    """Whether every thread there is the giver's."""
    return {rep for one in covered.people if _is_there(one) for rep in one.held_by} == {giver_id}


def _only_you(covered: "AccountCoverage", giver_id: bytes) -> tuple[OnlyYou, ...]:
    """The people to whom the giver alone holds a thread: key people first, then the strongest."""
    found = [one for one in covered.people if _is_there(one) and one.held_by == (giver_id,)]
    found.sort(
        key=lambda one: (not KEY_ROLES.intersection(one.roles), -one.strength, one.name, one.contact_id)
    )
    return tuple(
        OnlyYou(
            one.contact_id,
            one.name,
            one.roles[0] if one.roles else None,
            one.title,
            one.strength,
            one.last_touch_on,
        )
        for one in found
    )
