"""The rows of a list as they are looked at: read a page at a time, judged like Today, forgotten after a write."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from repcockpit.domain.cadence import Cadence, cadence, due_on, is_key
from repcockpit.domain.ranking import best_role
from repcockpit.domain.views.lists import ListRow
from repcockpit.domain.words import BUYING_ROLES, CADENCE_STATUSES, KEY_ROLES
from repcockpit.services.book import Book
from repcockpit.services.catalog.arrangement import Arrangement
from repcockpit.services.catalog.catalog import Catalog
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import catalog_page as reads
from repcockpit.store.reads.catalog import further_roles
from repcockpit.store.reads.catalog_page import PageRow
from repcockpit.store.reads.records_cadence import Standing, key_contacts, standings
from repcockpit.store.reads.today import planned_days, touches_since

PAGE = 64
_MOST = 4_096
_WEIGHTY = tuple(role for role in BUYING_ROLES if role in KEY_ROLES)
"""Whom the row of an account names, the weightiest first."""
_LOUD = {status: number for number, status in enumerate(CADENCE_STATUSES)}
Planned = tuple[date, str]


class Page:
    """Some accounts or people of one kind, with everything that their lines say."""

    def __init__(self, book: Book, kind: str, today: date) -> None:
        self._book, self._kind, self._today = book, kind, today
        self._calendars = Calendars(book.db)

    def rows(self, ids: Sequence[bytes]) -> list[ListRow]:
        """The rows of these ids that are there, in their order."""
        db, kind = self._book.db, self._kind
        cells = reads.page_rows(db, kind, ids)
        own = {one.id: one for one in standings(db, kind, ids, self._today)}
        roles = further_roles(db, ids) if kind == "contact" else {}
        louder = self._louder(ids, own) if kind == "account" else {}
        persons = self._persons(ids) if kind == "account" else {}
        planned = self._planned(ids, list(cells.values()))
        slow = [
            row_id for row_id, cell in cells.items() if kind == "contact" and not is_key(_roles(cell, roles))
        ]
        paces = self._paces(slow, own)
        return [
            self._row(cells[row_id], own[row_id], roles, louder, planned, paces)._replace(
                person=persons.get(row_id)
            )
            for row_id in ids
            if row_id in cells and row_id in own
        ]

    def _row(
        self,
        cell: PageRow,
        one: Standing,
        roles: dict[bytes, list[str]],
        louder: dict[bytes, tuple[Cadence, int | None, str]],
        planned: dict[bytes, Planned],
        paces: dict[bytes, int],
    ) -> ListRow:
        found = self._judge(one)
        interval, loudest = one.cadence_days, None
        if cell.id in louder:
            found, interval, loudest = louder[cell.id]
        every = _roles(cell, roles)
        plan = planned.get(cell.id)
        return ListRow(
            kind=self._kind,
            **cell._asdict() | {"role": best_role(every) if every else None},
            last_touch_on=one.last_touch_on,
            due_on=found.due_on,
            days_over=found.days_over,
            interval_days=interval,
            cadence_status=found.status,
            is_red=found.is_red,
            is_catch_up=found.is_catch_up,
            is_key=self._kind == "account" or is_key(every),
            planned_on=plan[0] if plan else None,
            planned_type=plan[1] if plan else None,
            touches_365=paces.get(cell.id),
            loudest=loudest,
            is_mine=cell.owner_id is not None and cell.owner_id == self._book.rep_id,
        )

    def _judge(self, one: Standing) -> Cadence:
        """Where one stands; a due day is computed only where the stored one is not of this day."""
        tracked = one.tracking_started_on or self._today
        due = one.due_on
        if due is None and one.cadence_days is not None:
            calendar = self._calendars.of_rep(one.keeper_id)
            due = due_on(one.last_touch_on or tracked, one.cadence_days, calendar)
        return cadence(
            one.last_touch_on,
            tracked,
            one.cadence_days,
            self._today,
            due,
            snoozed_until=one.snoozed_until,
            is_do_not_contact=one.is_do_not_contact,
            numbers=self._book.numbers,
        )

    def _louder(
        self, ids: Sequence[bytes], own: dict[bytes, Standing]
    ) -> dict[bytes, tuple[Cadence, int | None, str]]:
        """For accounts whose key person is louder than they are: that person's cadence, interval and name."""
        pairs = key_contacts(self._book.db, ids)
        if not pairs:
            return {}
        people = [contact for _, contact in pairs]
        of_person = {one.id: one for one in standings(self._book.db, "contact", people, self._today)}
        best: dict[bytes, tuple[tuple[int, int], bytes, Cadence]] = {}
        for account, contact in pairs:
            one = of_person.get(contact)
            if one is None or account not in own:
                continue
            found = self._judge(one)
            loud = _loudness(found)
            if loud > best.get(account, (_loudness(self._judge(own[account])),))[0]:
                best[account] = loud, contact, found
        names = reads.names_of_people(self._book.db, [contact for _, contact, _ in best.values()])
        return {
            account: (found, of_person[contact].cadence_days, names.get(contact, ""))
            for account, (_, contact, found) in best.items()
        }

    def _persons(self, ids: Sequence[bytes]) -> dict[bytes, str]:
        """Who matters most at each account: the person of the weightiest role there."""
        found: dict[bytes, tuple[int, str]] = {}
        for account, name, role in reads.people_of_roles(self._book.db, ids, _WEIGHTY):
            weight = _WEIGHTY.index(role)
            if account not in found or weight < found[account][0]:
                found[account] = weight, name
        return {account: name for account, (_, name) in found.items()}

    def _planned(self, ids: Sequence[bytes], cells: Iterable[PageRow]) -> dict[bytes, Planned]:
        """What comes first: something planned, or an open next step."""
        db, since = self._book.db, self._today.isoformat()
        accounts = list({cell.account_id for cell in cells if cell.account_id})
        steps = reads.next_steps(db, self._kind, ids, accounts)
        found = {row_id: (date.fromisoformat(on), "next_step") for row_id, on in steps.items() if on >= since}
        for row_id, (on, kind) in planned_days(db, self._kind, ids, since).items():
            day = date.fromisoformat(on)
            if row_id not in found or day <= found[row_id][0]:
                found[row_id] = day, kind
        return found

    def _paces(self, ids: Iterable[bytes], own: dict[bytes, Standing]) -> dict[bytes, int]:
        """Touches of a year of those who are past their day without being key people."""
        late = [
            row_id
            for row_id in ids
            if (one := own.get(row_id)) and one.last_touch_on and (self._judge(one).days_over or 0) > 0
        ]
        since = (self._today - timedelta(days=365)).isoformat()
        counts = touches_since(self._book.db, "contact", late, since, self._today.isoformat())
        return {row_id: counts.get(row_id, 0) for row_id in late}


def _roles(cell: PageRow, further: dict[bytes, list[str]]) -> list[str]:
    return [*([cell.role] if cell.role else []), *further.get(cell.id, ())]


def _loudness(found: Cadence) -> tuple[int, int]:
    """Louder is later too; what was late before the record came in is quieter than what is on track."""
    if found.status is None:
        return -1, 0
    if found.is_catch_up:
        return 0, found.days_over or 0
    return _LOUD[found.status], found.days_over or 0


class Pages:
    """Rows by id, kept until something is written; reads those around the one asked for along with it."""

    def __init__(self, read: Callable[[Sequence[bytes]], list[ListRow]]) -> None:
        self._read = read
        self._kept: dict[bytes, ListRow] = {}

    def row(self, row_id: bytes, around: Callable[[], Sequence[bytes]]) -> ListRow:
        """One row; where it is not known, a page of ids that holds it is read. Raises KeyError if it is gone."""
        found = self._kept.get(row_id)
        if found is None:
            if len(self._kept) > _MOST:
                self._kept.clear()
            wanted = [one for one in around() if one not in self._kept]
            self._kept.update((row.id, row) for row in self._read(wanted))
            found = self._kept[row_id]
        return found

    def forget(self) -> None:
        """Read everything anew when it is next asked for."""
        self._kept.clear()


class Rows(Sequence[ListRow]):
    """The rows at some places of a list as it is now, each read when it is looked at; keys are (kind, id)."""

    def __init__(self, catalog: Catalog, order: Arrangement, places: Sequence[int], pages: Pages) -> None:
        self._columns, self._order, self._slots = catalog.columns, order, order.slots
        self._places, self._pages = places, pages

    def __len__(self) -> int:
        """How many there are."""
        return len(self._places)

    def __getitem__(self, number: int) -> ListRow:  # type: ignore[override]
        """The row of that number."""
        return self._pages.row(self._id_at(number), lambda: self._page(number))

    def key_at(self, number: int) -> tuple[str, bytes]:
        """The key of that row, without reading the row."""
        return self._columns.kind, self._id_at(number)

    def find_key(self, key: object) -> int | None:
        """The number of the row with that key, without reading any; None where it is not here."""
        if not isinstance(key, tuple) or key[0] != self._columns.kind:
            return None
        slot = self._columns.slots.get(key[1])
        if slot is None or not self._places:
            return None
        number = bisect_left(self._places, self._order.place_of(slot))
        return number if number < len(self._places) and self._id_at(number) == key[1] else None

    def _id_at(self, number: int) -> bytes:
        return self._columns.ids[self._slots[self._places[number]]]

    def _page(self, number: int) -> list[bytes]:
        start = number - number % PAGE
        return [self._id_at(one) for one in range(start, min(start + PAGE, len(self._places)))]
