"""Which rows of a list a query keeps: whole columns at once, without a step of Python per row."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import compress, repeat
from operator import contains, not_
from typing import NamedTuple

from repcockpit.domain.listquery import NOTHING, Query, Term
from repcockpit.services.catalog.arrangement import Arrangement
from repcockpit.services.catalog.catalog import Catalog
from repcockpit.services.catalog.columns import GROUPS, NEVER

_REMEMBERED = 24
_LAST_DAY = "9999-12-31"
Places = Sequence[int]


class Moment(NamedTuple):
    """What the day says to a filter: today, the snoozed targets, and who has something planned (asked once)."""

    today: date
    snoozed: frozenset[bytes]
    plans: Callable[[], set[bytes]]


class Searched(NamedTuple):
    """What a query kept of an arrangement, as places in it."""

    order: Arrangement
    places: Places


class Search:
    """Finds in one catalog, and remembers: a letter more looks only at what was found before."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._of: tuple[Arrangement | None, int, date | None] = (None, 0, None)
        self._found: dict[Query, Places] = {}
        self._values: dict[str, set[str]] = {}

    def forget(self) -> None:
        """Look at everything anew: what a term stands for has changed."""
        self._found, self._values = {}, {}

    def find(self, query: Query, sort: str, moment: Moment) -> Searched:
        """The places of the rows that `query` keeps, in the order `sort`."""
        order = self._catalog.arranged(sort)
        now = (order, order.version, moment.today)
        if self._of[0] is not order or self._of[1:] != now[1:]:
            self._of = now
            self.forget()
        places = self._found.get(query)
        if places is None:
            places = self._look(query, order, moment)
            while len(self._found) >= _REMEMBERED:
                del self._found[next(iter(self._found))]
            self._found[query] = places
        return Searched(order, places)

    def _look(self, query: Query, order: Arrangement, moment: Moment) -> Places:
        places, words, terms = self._start(query, order)
        for word in sorted(words, key=len, reverse=True):
            if len(places) == len(order):
                places = order.holding(word)
            else:
                there = map(order.searched.__getitem__, places)
                places = list(compress(places, map(contains, there, repeat(word))))
        for term in terms:
            places = self._keep(term, places, order, moment)
        return places

    def _start(self, query: Query, order: Arrangement) -> tuple[Places, list[str], list[Term]]:
        """The cheapest of what was found before that holds all that is looked for, and what is left to check."""
        best: tuple[Places, list[str], list[Term]] = order.every, list(query.words), list(query.terms)
        cost = len(order) * (len(best[1]) + len(best[2]))
        for former, found in self._found.items():
            if query.narrows(former):
                words = [word for word in query.words if word not in former.words]
                terms = [term for term in query.terms if term not in former.terms]
                # Rows picked out one by one cost half as much again as the whole column.
                price = len(found) * (len(words) + len(terms)) * 3 // 2
                if price < cost:
                    best, cost = (found, words, terms), price
        return best

    def _keep(self, term: Term, places: Places, order: Arrangement, moment: Moment) -> Places:
        columns = self._catalog.columns
        slots = order.slots if len(places) == len(order) else list(map(order.slots.__getitem__, places))
        match term.field:
            case "is":
                return self._marked(term.values[0], places, slots, moment)
            case "silent":
                wanted = _past(self._known("last", columns.last), term, moment.today)
                return _with(wanted, columns.last, places, slots)
            case "due":
                wanted = _ahead(self._known("due", columns.due), term, moment.today)
                return _with(wanted, columns.due, places, slots)
        column = columns.texts[term.field]
        return _with(_fitting(self._known(term.field, column), term), column, places, slots)

    def _known(self, name: str, column: Sequence[str]) -> set[str]:
        """The few values that stand in a column."""
        found = self._values.get(name)
        if found is None:
            found = self._values[name] = set(column)
        return found

    def _marked(self, mark: str, places: Places, slots: Sequence[int], moment: Moment) -> Places:
        columns = self._catalog.columns
        match mark:
            case "never":
                return _with({NEVER}, columns.last, places, slots)
            case "mine" | "shared":
                return _with({int(mark == "shared")}, columns.groups, places, slots)
            case "key":
                return _with({True}, columns.key, places, slots)
            case "overdue":
                return self._overdue(places, slots, moment)
        planned = {columns.slots[row_id] for row_id in moment.plans() if row_id in columns.slots}
        kept: Iterable[bool] = map(planned.__contains__, slots)
        return list(compress(places, kept if mark == "planned" else map(not_, kept)))

    def _overdue(self, places: Places, slots: Sequence[int], moment: Moment) -> Places:
        columns, today = self._catalog.columns, moment.today.isoformat()
        wanted = {day for day in self._known("late", columns.late) if day < today}
        kept = _with(wanted, columns.late, places, slots)
        if not moment.snoozed:
            return kept
        order = self._of[0]
        assert order is not None  # noqa: S101 -- set before anything is looked for
        asleep = moment.snoozed
        return [
            place
            for place in kept
            if columns.ids[order.slots[place]] not in asleep
            and columns.accounts[order.slots[place]] not in asleep
        ]


def _with(
    wanted: Iterable[object], column: Sequence[object], places: Places, slots: Sequence[int]
) -> list[int]:
    """The places whose slot holds a wanted value in `column`."""
    values = set(wanted)
    return list(compress(places, map(values.__contains__, map(column.__getitem__, slots))))


def _fitting(known: set[str], term: Term) -> set[str]:
    """The values that a term wants."""
    if term.field == "tier":
        return known & {"" if value == NOTHING else value for value in term.values}
    return {
        value
        for value in known
        if any(part in value or (part == NOTHING and not value) for part in term.values)
    }


def _past(known: set[str], term: Term, today: date) -> set[str]:
    """Days that lie so many days back; a missing one lies nowhere."""
    first = "" if term.most is None else _moved(today, -term.most)
    last = _LAST_DAY if term.least is None else _moved(today, -term.least)
    return {day for day in known if first <= day <= last}


def _ahead(known: set[str], term: Term, today: date) -> set[str]:
    """Days that come in so many days; negative numbers are past ones."""
    first = "" if term.least is None else _moved(today, term.least)
    last = _LAST_DAY if term.most is None else _moved(today, term.most)
    return {day for day in known if first <= day <= last}


def _moved(today: date, days: int) -> str:
    try:
        return (today + timedelta(days=days)).isoformat()
    except OverflowError:
        return "" if days < 0 else _LAST_DAY


def grouped(catalog: Catalog, searched: Searched) -> list[tuple[str, Places, int]]:
    """(group, places kept, how many it has in all) of each group that is not empty."""
    order, places = searched
    found = []
    for number, name in enumerate(GROUPS[catalog.kind]):
        start, end = order.start_of(number), order.start_of(number + 1)
        if start < end:
            kept = places[bisect_left(places, start) : bisect_left(places, end)]
            found.append((name, kept, end - start))
    return found
