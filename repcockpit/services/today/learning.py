"""Gaps of Today about training and news: what ran out, who is new, what to bring to the visits of the week."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from repcockpit.domain.dates import format_date, format_exact
from repcockpit.domain.names import fold
from repcockpit.domain.news import Item, unsent
from repcockpit.domain.training import Cell, is_trainable
from repcockpit.domain.views.today import Reason, TodayItem
from repcockpit.domain.words import spoken
from repcockpit.services.details.cares import day_of
from repcockpit.services.learning.library import library_items
from repcockpit.services.learning.matrix import cells_by_person, onboarding_topic
from repcockpit.store.reads import learning as reads
from repcockpit.store.reads import library as shelf
from repcockpit.store.reads import today as planning
from repcockpit.store.reads.learning import GapRow
from repcockpit.store.reads.today import PlannedRow

if TYPE_CHECKING:
    from repcockpit.services.book import Book

VISITS: Final = frozenset(("visit", "meeting", "qbr"))
"""Appointments to which something is brought."""


def learning_items(book: "Book", day: date) -> list[TodayItem]:
    """The rows of training and news, one of each kind an account; `day` is the day shown."""
    away = planning.snoozes(book.db, day.isoformat())
    found = [*training_items(book), *info_items(book, day)]
    return [item for item in found if item.account_id not in away]


class _Gap(NamedTuple):
    """What is missing for one person: its weight (less is worse), the state in a word, the sentence, the day."""

    weight: int
    state: str
    said: str
    on: date | None


def training_items(book: "Book") -> list[TodayItem]:
    """Per account what of its training ran out, was planned and not given, or who is new; the worst is named."""
    rows = reads.trainings_held(book.db, book.rep_id)
    gaps: dict[bytes, list[tuple[_Gap, GapRow]]] = {}
    for gap, row in (*_run_out(book, rows), *_new(book)):
        gaps.setdefault(row.account_id, []).append((gap, row))
    items = []
    for found in gaps.values():
        found.sort(key=lambda pair: (pair[0].weight, pair[0].on or date.max, fold(pair[1].contact_name)))
        items.append(_training_item(book, found))
    return items


def _run_out(book: "Book", rows: Sequence[GapRow]) -> Iterable[tuple[_Gap, GapRow]]:
    months = {fold(title): valid for title, valid in reads.topic_rows(book.db)} if rows else {}
    keys = {topic: fold(topic) for topic in {row.training.topic for row in rows if row.training is not None}}
    # Most topics hold for ever and have no plan: nothing of them can be missing.
    loose = {
        keys[one.topic]
        for one in (row.training for row in rows if row.training is not None)
        if one.given_on is None or one.expires_on is not None or months.get(keys[one.topic])
    }
    some = [row for row in rows if row.training is not None and keys[row.training.topic] in loose]
    cells = cells_by_person(book, [row.training for row in some if row.training is not None], months)
    who = {(row.contact_id, keys[row.training.topic]): row for row in some if row.training is not None}
    for key, row in who.items():
        cell = cells.get(key)
        gap = _gap_of(book, cell, row) if cell is not None else None
        if gap is not None:
            yield gap, row


def _gap_of(book: "Book", cell: Cell, row: GapRow) -> _Gap | None:
    today = book.today()
    topic = row.training.topic if row.training is not None else ""
    if cell.state == "expired" and cell.expires_on is not None:
        return _Gap(0, "expired", f"{topic} expired {format_date(cell.expires_on, today)}", cell.expires_on)
    if cell.state == "planned" and cell.due_on is not None and cell.due_on < today:
        said = f"{topic} was planned for {format_date(cell.due_on, today)}"
        return _Gap(1, "not given", said, cell.due_on)
    return None


def _new(book: "Book") -> Iterable[tuple[_Gap, GapRow]]:
    today = book.today()
    since = today - timedelta(days=book.numbers.training_onboarding_days)
    rows = reads.untrained_since(book.db, book.rep_id, since.isoformat(), today.isoformat())
    if not rows:
        return
    imported = reads.imported(book.db, [row.contact_id for row in rows])
    topic = None
    for row in rows:
        if row.contact_id not in imported:
            topic = topic or onboarding_topic(book)
            yield _Gap(2, "new here", f"{topic} for somebody new", None), row


def _training_item(book: "Book", found: Sequence[tuple[_Gap, GapRow]]) -> TodayItem:
    gap, row = found[0]
    people = len({one.contact_id for _, one in found})
    told = Reason(gap.state, None, f"{row.contact_name}: {gap.said}")
    over = (book.today() - gap.on).days if gap.on else None
    return TodayItem(
        "account", row.account_id, "gaps", "training", row.account_id, row.account_name, row.segment,
        row.contact_id, row.contact_name, row.role, people - 1, f"{row.contact_name}: {gap.said}", None, None,
        gap.on, over, None, None, None, None, None, (told,), None, row.phone,
    )  # fmt: skip


def info_items(book: "Book", day: date) -> list[TodayItem]:
    """Per account with a visit this week the item to bring, or that there is nothing and the last news is old."""
    until = day + timedelta(days=book.numbers.today_week_days)
    planned = planning.planned(book.db, book.rep_id, book.today().isoformat(), until.isoformat())
    first: dict[bytes, PlannedRow] = {}
    for row in planned:
        if row.type in VISITS and row.account_id is not None:
            first.setdefault(row.account_id, row)
    if not first:
        return []
    accounts = reads.account_rows(book.db, list(first))
    visits = [
        row for key, row in first.items() if key in accounts and is_trainable(accounts[key].status, None)
    ]
    proposals = _proposals(book, visits)
    last = shelf.last_brought(
        book.db, [row.account_id for row in visits if row.account_id], book.today().isoformat()
    )
    items = []
    for row in visits:
        assert row.account_id is not None  # noqa: S101 -- visits are those of an account
        brought = day_of(last.get(row.account_id))
        tracked = day_of(accounts[row.account_id].tracking_started_on)
        item = _info_item(book, row, proposals.get(row.id), brought or tracked, has_got=brought is not None)
        if item is not None:
            items.append(item)
    return items


def _proposals(book: "Book", visits: Sequence[PlannedRow]) -> dict[bytes, Item]:
    """The item proposed for each visit: one that this person did not get."""
    items = library_items(book)
    if not items or not visits:
        return {}
    people = [row.contact_id for row in visits if row.contact_id is not None]
    accounts = [row.account_id for row in visits if row.account_id is not None]
    sectors = {key: one.sector for key, one in reads.account_rows(book.db, accounts).items()}
    tags = reads.words_of(book.db, accounts)
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
    for row in visits:
        account = row.account_id or b""
        got = {item for item, contact, where in had if _counts(row, contact, where)}
        words = [word for word in (sectors.get(account), *tags.get(account, ())) if word]
        left = unsent(items, got, words, [row.role] if row.role else [])
        if left:
            found[row.id] = left[0]
    return found


def _counts(row: PlannedRow, contact: bytes | None, account: bytes | None) -> bool:
    """Whether what these got was got by the visited: the person, or the account where nobody is named."""
    if row.contact_id is not None and contact is not None:
        return contact == row.contact_id
    return account == row.account_id


def _info_item(
    book: "Book", row: PlannedRow, item: Item | None, since: date | None, *, has_got: bool
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
