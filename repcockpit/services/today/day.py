"""Today: one list, one row per account, the reason on each line."""

from collections import Counter
from collections.abc import Container, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from repcockpit.domain.businesstime import is_working_day, working_day_on_or_after
from repcockpit.domain.dates import format_exact
from repcockpit.domain.hours import known_hours, known_zone
from repcockpit.domain.ranking import (
    Standing as Score,
)
from repcockpit.domain.ranking import (
    explain,
    never_text,
    one_row_per_account,
    score,
    silence_ratio,
    silence_text,
    sort_key,
    weights,
)
from repcockpit.domain.views.today import GROUPS, Reason, TodayItem, TodayView
from repcockpit.services.book import Book
from repcockpit.services.sync_counts import sync_counts, sync_target
from repcockpit.services.today.asked import asked_items
from repcockpit.services.today.gaps import Gaps, gaps_of
from repcockpit.services.today.requests import request_items
from repcockpit.services.today.reviews import review_day
from repcockpit.services.today.standings import Standing, Standings
from repcockpit.services.today.work import planned_items, planned_rows, task_items
from repcockpit.store.reads import today as reads
from repcockpit.store.reads.device import reps_named
from repcockpit.store.reads.hours import account_hours

_FOLDED = frozenset(("due", "catch_up"))
_FIRST_WEEK = 7
_NEW_DAYS = 60
_CADENCE_KINDS = frozenset(("never_contacted", "account_overdue", "contact_overdue"))


def today_view(book: Book, *, has_gaps: bool = True) -> TodayView:
    """The day of the book's rep (None: everybody's), ranked, each row with its reasons.

    Without `has_gaps` the last group and what is to be synced are left out: they take the longest, and stand
    below what is done first.
    """
    now = book.now()
    today = now.date()
    standings = Standings(book, today)
    calendar = standings.calendar(book.rep_id)
    day = working_day_on_or_after(calendar, today) or today
    requests, breached = request_items(book, standings, now)
    reviews = review_day(book, today, day)
    rows = planned_rows(book, today, day)
    planned = planned_items(book, [row for row in rows if row.id not in reviews.stands_for], today, day)
    away = standings.put_off
    items = [*requests, *planned, *task_items(book, away, today, day), *reviews.items]
    cadences = standings.of(book.rep_id, day)
    due = CadenceItems(book, cadences, today, day, Risks(breached, reviews.at_risk))
    asks = [item for item in items if item.group == "gaps"]
    gaps = gaps_of(book, asks, rows, away, day) if has_gaps else Gaps([], 0)
    items = [item for item in items if item.group != "gaps" and not _is_put_away(item, away)]
    shown, counts = _arranged([*items, *due.items()], book)
    shown = [*(due.told(item) for item in shown), *gaps.items]
    asked, setup = asked_items(book), _setup_items(book, standings)
    has_team = has_gaps and sync_target(book) is not None
    unsynced, conflicts = sync_counts(book) if has_team else (0, 0)
    counts.update(gaps=gaps.found, setup=len(setup) + len(asked), unsynced=unsynced, conflicts=conflicts)
    name = next((name for rep_id, name in reps_named(book.db) if rep_id == book.rep_id), None)
    return TodayView(
        now,
        day,
        not is_working_day(calendar, today),
        book.rep_id,
        name,
        (*shown, *asked, *setup[: book.numbers.today_setup]),
        counts,
        is_demo=book.device.is_demo,
        is_empty=reads.is_empty(book.db),
    )


def _is_put_away(item: TodayItem, away: Container[bytes | None]) -> bool:
    """Whether a review without a date belongs to an account that is snoozed."""
    return item.kind == "qbr" and item.planned_on is None and item.account_id in away


class Risks(NamedTuple):
    """The accounts with a request past its time, and those with a review at risk."""

    requests: set[bytes]
    reviews: frozenset[bytes]

    def said(self, account_id: bytes | None) -> str:
        """Why an account is at risk; blank where it is not."""
        if account_id in self.requests:
            return "a request is past its time"
        return "its QBR is at risk" if account_id in self.reviews else ""


def _setup_items(book: Book, standings: Standings) -> list[TodayItem]:
    """The set-up questions; none, and nothing imported, once the newest account is two months old.

    Who is due to be erased is asked about in the first week of a month, where the book has such a rule.
    """
    newest = reads.newest_account_on(book.db)
    is_new = newest is not None and standings.today - date.fromisoformat(newest) <= timedelta(days=_NEW_DAYS)
    asks_retention = bool(book.numbers.retention_months) and standings.today.day <= _FIRST_WEEK
    if not is_new and not asks_retention:
        return []
    from repcockpit.services.today.setup import retention_items, setup_items  # noqa: PLC0415 -- seldom

    items = setup_items(book, standings) if is_new else []
    return [*items, *retention_items(book)] if asks_retention else items


def _arranged(items: list[TodayItem], book: Book) -> tuple[list[TodayItem], dict[str, int]]:
    """Rows in order, catch-up cut to a day's worth, and how many there are of each group."""
    folded = one_row_per_account(item for item in items if item.group in _FOLDED)
    rows = sorted([*folded, *(item for item in items if item.group not in _FOLDED)], key=sort_key)
    found = Counter(item.group for item in rows)
    shown, left = [], book.numbers.today_catch_up
    for item in rows:
        if item.group == "catch_up":
            left -= 1
            if left < 0:
                continue
        shown.append(item)
    return shown, {group: found.get(group, 0) for group in GROUPS}


class CadenceItems:
    """The rows of accounts and people that are due, in catch-up or to be tried again, with their scores.

    Of many rows few are shown: the reasons of a row are made by `told`, once it is known to be one of them.
    """

    def __init__(
        self, book: Book, standings: Iterable[Standing], today: date, day: date, risks: Risks
    ) -> None:
        self._book, self._risks = book, risks
        self._weights = weights(book.numbers)
        self._kept = {
            (one.row.kind, one.row.id): (one, group)
            for one in standings
            if (group := _group(one, today, day)) is not None
        }
        accounts = {one.row.account_id for one, _ in self._kept.values() if one.row.account_id}
        hours = account_hours(book.db, accounts)
        self._reachable = {account: is_open_at(*said, book.now()) for account, said in hours.items()}

    def items(self) -> list[TodayItem]:
        """All of them, without reasons."""
        return [_item(one, group, self._points(one)) for one, group in self._kept.values()]

    def told(self, item: TodayItem) -> TodayItem:
        """The row with its reasons, where it is one of these."""
        one, group = self._kept.get((item.subject_kind, item.subject_id), (None, ""))
        if one is None or item.reasons or item.kind not in _CADENCE_KINDS:
            return item
        return item._replace(reasons=self._reasons(one, group))

    def _points(self, one: Standing) -> float:
        row = one.row
        return score(
            silence_ratio(one.cadence, row.segment, self._book.numbers),
            row.segment,
            is_key=one.is_key and row.kind == "contact",
            risk=1.0 if self._risks.said(row.account_id) else 0.0,
            is_reachable=self._reachable.get(row.account_id) if row.account_id else None,
            by=self._weights,
        )

    def _reasons(self, one: Standing, group: str) -> tuple[Reason, ...]:
        row = one.row
        risky = self._risks.said(row.account_id)
        told = Score(
            silence_ratio(one.cadence, row.segment, self._book.numbers),
            row.segment,
            one.is_key and row.kind == "contact",
            1.0 if risky else 0.0,
            self._reachable.get(row.account_id) if row.account_id else None,
            _silence(one),
            one.role,
            risky,
        )
        _, reasons = explain(told, self._weights)
        if one.retry.advice:
            reasons = (*reasons, Reason("attempts", 0.0, f"{row.attempts} attempts: {one.retry.advice}"))
        if group == "week" and one.retry.on is not None:
            again = Reason(
                "attempts", None, f"attempt {row.attempts}, try again {format_exact(one.retry.on)}"
            )
            reasons = (again, *(reason._replace(points=None) for reason in reasons))
        return reasons


def _group(one: Standing, today: date, day: date) -> str | None:
    """Due, catch-up, this week (to be tried again), or nowhere."""
    found = one.cadence
    if found.status in {"snoozed", "do_not_contact"} or found.due_on is None:
        return None
    if found.is_catch_up:
        group = "catch_up"
    elif found.due_on > day or not (one.is_key or found.status == "never_contacted"):
        return None
    else:
        group = "due"
    if one.retry.on is not None and one.retry.on > max(today, day):
        return "week"
    return group


def _item(one: Standing, group: str, points: float) -> TodayItem:
    row, found = one.row, one.cadence
    is_person = row.kind == "contact"
    return TodayItem(
        subject_kind=row.kind,
        subject_id=row.id,
        group=group,
        kind="never_contacted" if one.last_touch_on is None else f"{row.kind}_overdue",
        account_id=row.account_root_id or row.account_id,
        account_name=row.account_name,
        account_segment=row.segment,
        contact_id=row.id if is_person else None,
        contact_name=row.name if is_person else None,
        contact_role=one.role,
        others=0,
        title=_title(one, group),
        at=None,
        due_at=None,
        due_on=one.retry.on if group == "week" else found.due_on,
        days_over=found.days_over,
        last_touch_on=one.last_touch_on,
        interval_days=row.interval_days,
        planned_on=one.planned[0] if one.planned else None,
        planned_type=one.planned[1] if one.planned else None,
        score=None if group == "week" else points,
        reasons=(),
        cadence_status=found.status,
        phone=row.phone,
        is_red=found.is_red,
    )


def _title(one: Standing, group: str) -> str:
    if group == "week" and one.retry.on is not None:
        return "try again"
    if one.last_touch_on is None:
        return "mail only" if one.row.last_mail_on else "never contacted"
    return f"every {one.row.interval_days} d, {one.row.rule}"


def _silence(one: Standing) -> str:
    found = one.cadence
    silent = round((found.ratio or 0.0) * one.row.interval_days)
    if one.last_touch_on is None:
        return never_text(silent, one.row.last_mail_on or "")
    return silence_text(silent, found.ratio or 0.0)


def is_open_at(zone: str | None, hours: str | None, now: datetime) -> bool | None:
    """Whether it is working time there; None where neither zone nor hours are known."""
    known, week = known_zone(zone), known_hours(hours)
    if known is None and week is None:
        return None
    from repcockpit.domain.businesstime import DEFAULT_HOURS  # noqa: PLC0415 -- rare

    there = now.astimezone(known) if known else now
    week = week or DEFAULT_HOURS
    minute = there.hour * 60 + there.minute
    before = there - timedelta(days=1)
    today = any(since <= minute < until for since, until in week[there.weekday()])
    return today or any(minute + 1440 < until for _, until in week[before.weekday()])
