"""Gaps of Today about training and news: what ran out, who is new, what to bring to the visits of the week."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from repcockpit.domain.dates import format_date, format_exact
from repcockpit.domain.names import fold
from repcockpit.domain.training import Cell, Taken, cell_of, is_trainable
from repcockpit.domain.views.today import Reason, TodayItem
from repcockpit.domain.words import spoken
from repcockpit.store.reads import gaps as reads
from repcockpit.store.reads import today as planning
from repcockpit.store.reads.gaps import GapRow, HeldRow

if TYPE_CHECKING:
    from repcockpit.domain.news import Item
    from repcockpit.services.book import Book
    from repcockpit.store.reads.today import PlannedRow

VISITS: Final = frozenset(("visit", "meeting", "qbr"))
"""Appointments to which something is brought."""
_SHORTEST_MONTH: Final = 28


def learning_items(book: "Book", day: date) -> list[TodayItem]:
    """The rows of training and news, one of each kind an account, the worst first; `day` is the day shown."""
    away = planning.snoozes(book.db, day.isoformat())
    found = [*training_items(book), *info_items(book, day)]
    return [item for item in found if item.account_id not in away]


class _Gap(NamedTuple):
    """What is missing for one person: its weight (less is worse), the state in a word, the topic, the day."""

    weight: int
    state: str
    topic: str
    on: date | None


def training_items(book: "Book") -> list[TodayItem]:
    """Per account what of its training ran out, was planned and not given, or who is new; the worst is named."""
    gaps: dict[bytes, list[tuple[_Gap, GapRow]]] = {}
    for gap, row in (*_run_out(book), *_new(book)):
        gaps.setdefault(row.account_id, []).append((gap, row))
    worst = sorted(
        ((_worst_of(found), found) for found in gaps.values()), key=lambda one: _worst_first(one[0])
    )
    return [_training_item(book, one, found) for one, found in worst]


def _worst_of(found: Sequence[tuple[_Gap, GapRow]]) -> tuple[_Gap, GapRow]:
    """The first by `_worst_first`; names, which are slow to compare, only of those that are as bad."""
    worst = min((gap.weight, gap.on or date.max) for gap, _ in found)
    return min((one for one in found if (one[0].weight, one[0].on or date.max) == worst), key=_worst_first)


def _worst_first(pair: tuple[_Gap, GapRow]) -> tuple[int, date, str, bytes]:
    gap, row = pair
    return gap.weight, gap.on or date.max, fold(row.contact_name), row.contact_id


def _run_out(book: "Book") -> Iterable[tuple[_Gap, GapRow]]:
    today, soon = book.today(), book.numbers.training_soon_days
    months = {fold(title): valid for title, valid in reads.topic_months(book.db)}
    shortest = min((valid for valid in months.values() if valid), default=None)
    ended = (today - timedelta(days=shortest * _SHORTEST_MONTH)).isoformat() if shortest else None
    keys: dict[str, str] = {}
    taken: dict[tuple[bytes, str], list[HeldRow]] = {}
    for row in reads.trainings_in_doubt(book.db, book.rep_id, today.isoformat(), ended):
        key = keys.get(row.topic)
        if key is None:
            key = keys[row.topic] = fold(row.topic)
        if key:
            taken.setdefault((row.person.contact_id, key), []).append(row)
    for (_, key), rows in taken.items():
        last = rows[-1]
        gap = _gap_of(cell_of(map(_taken, rows), months.get(key), today, soon), last.topic, today)
        if gap is not None:
            yield gap, last.person


def _taken(row: HeldRow) -> Taken:
    return Taken(row.id, _day(row.given_on), _day(row.due_on), _day(row.expires_on), row.usage)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _gap_of(cell: Cell, topic: str, today: date) -> _Gap | None:
    if cell.state == "expired" and cell.expires_on is not None:
        return _Gap(0, "expired", topic, cell.expires_on)
    if cell.state == "planned" and cell.due_on is not None and cell.due_on < today:
        return _Gap(1, "not given", topic, cell.due_on)
    return None


def _said(gap: _Gap, today: date) -> str:
    """The sentence about what is missing."""
    if gap.on is None:
        return f"{gap.topic} for somebody new"
    on = format_date(gap.on, today)
    return f"{gap.topic} expired {on}" if gap.state == "expired" else f"{gap.topic} was planned for {on}"


def _new(book: "Book") -> Iterable[tuple[_Gap, GapRow]]:
    today = book.today()
    since = today - timedelta(days=book.numbers.training_onboarding_days)
    rows = reads.untrained_since(book.db, book.rep_id, since.isoformat(), today.isoformat())
    if not rows:
        return
    # Somebody new is rare.
    from repcockpit.services.learning.matrix import onboarding_topic  # noqa: PLC0415
    from repcockpit.store.reads.learning import imported  # noqa: PLC0415

    known = imported(book.db, [row.contact_id for row in rows])
    topic = None
    for row in rows:
        if row.contact_id not in known:
            topic = topic or onboarding_topic(book)
            yield _Gap(2, "new here", topic, None), row


def _training_item(
    book: "Book", worst: tuple[_Gap, GapRow], found: Sequence[tuple[_Gap, GapRow]]
) -> TodayItem:
    gap, row = worst
    people = len({one.contact_id for _, one in found})
    said = f"{row.contact_name}: {_said(gap, book.today())}"
    told = Reason(gap.state, None, said)
    over = (book.today() - gap.on).days if gap.on else None
    return TodayItem(
        "account", row.account_id, "gaps", "training", row.account_id, row.account_name, row.segment,
        row.contact_id, row.contact_name, row.role, people - 1, said, None, None,
        gap.on, over, None, None, None, None, None, (told,), None, row.phone,
    )  # fmt: skip


def info_items(book: "Book", day: date, planned: "Sequence[PlannedRow] | None" = None) -> list[TodayItem]:
    """Per account with a visit this week the item to bring, or that there is nothing and the last news is old.

    `planned` is what is planned for those days where that was read before, with what is planned for others.
    """
    until = (day + timedelta(days=book.numbers.today_week_days)).isoformat()
    since = book.today().isoformat()
    if planned is None:
        planned = planning.planned(book.db, book.rep_id, since, until)
    first: dict[bytes, PlannedRow] = {}
    for row in planned:
        if row.type in VISITS and row.account_id is not None and since <= row.occurred_on <= until:
            first.setdefault(row.account_id, row)
    return _brought(book, first) if first else []


def _brought(book: "Book", first: "dict[bytes, PlannedRow]") -> list[TodayItem]:
    """The rows of these accounts, each with its first visit."""
    from repcockpit.store.reads import library as shelf  # noqa: PLC0415 -- only where a visit is planned
    from repcockpit.store.reads.learning import account_rows  # noqa: PLC0415

    accounts = account_rows(book.db, list(first))
    visits = {
        key: row for key, row in first.items() if key in accounts and is_trainable(accounts[key].status, None)
    }
    proposals = _proposals(book, visits, {key: accounts[key].sector for key in visits})
    last = shelf.last_brought(book.db, list(visits), book.today().isoformat())
    items = []
    for key, row in visits.items():
        brought = _day(last.get(key))
        tracked = _day(accounts[key].tracking_started_on)
        item = _info_item(book, row, proposals.get(row.id), brought or tracked, has_got=brought is not None)
        if item is not None:
            items.append(item)
    return items


def _proposals(
    book: "Book", visits: "dict[bytes, PlannedRow]", sectors: dict[bytes, str | None]
) -> "dict[bytes, Item]":
    """The item proposed for each visit (account, appointment): one that this person did not get."""
    from repcockpit.domain.news import unsent  # noqa: PLC0415 -- only where a visit is planned
    from repcockpit.services.learning.shelf import library_items  # noqa: PLC0415
    from repcockpit.store.reads import library as shelf  # noqa: PLC0415
    from repcockpit.store.reads.learning import words_of  # noqa: PLC0415

    items = library_items(book)
    if not items or not visits:
        return {}
    people = [row.contact_id for row in visits.values() if row.contact_id is not None]
    accounts = list(visits)
    tags = words_of(book.db, accounts)
    by_title = {fold(item.title): item.id for item in items if item.title.strip()}
    had = [
        (one.info_id, one.contact_id, one.account_id) for one in shelf.shares_to(book.db, people, accounts)
    ]
    had += [
        (by_title[fold(one.title)], one.contact_id, one.account_id)
        for one in shelf.brought_to(book.db, people, accounts)
        if fold(one.title) in by_title
    ]
    found = {}
    for account, row in visits.items():
        got = {item for item, contact, where in had if _counts(row, contact, where)}
        words = [word for word in (sectors[account], *tags.get(account, ())) if word]
        left = unsent(items, got, words, [row.role] if row.role else [])
        if left:
            found[row.id] = left[0]
    return found


def _counts(row: "PlannedRow", contact: bytes | None, account: bytes | None) -> bool:
    """Whether what these got was got by the visited: the person, or the account where nobody is named."""
    if row.contact_id is not None and contact is not None:
        return contact == row.contact_id
    return account == row.account_id


def _info_item(
    book: "Book", row: "PlannedRow", item: "Item | None", since: date | None, *, has_got: bool
) -> TodayItem | None:
    today, on = book.today(), date.fromisoformat(row.occurred_on)
    when = f"to the {spoken(row.type)} {format_date(on, today)}"
    if item is not None:
        state, title = "bring", f"bring {item.title} {when}"
        said = f"{row.contact_name or row.account_name or ''} did not get it yet"
    else:
        if since is not None and (today - since).days <= book.numbers.news_old_days:
            return None
        state, title = "no news", f"nothing to bring {when}"
        said = f"last news {format_exact(since)}" if has_got and since is not None else "no news brought yet"
    return TodayItem(
        "account", row.account_id or row.id, "gaps", "info", row.account_id, row.account_name, row.segment,
        row.contact_id, row.contact_name, row.role, 0, title, None, None, on, None, None, None, on, row.type,
        None, (Reason(state, None, said),), None, row.phone,
    )  # fmt: skip
