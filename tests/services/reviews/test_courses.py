"""Reviews in sight, found from few sums: the same as from the whole courses, and of most accounts no row is read."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from repcockpit.domain.review_course import Review
from repcockpit.services.reviews.courses import Courses
from repcockpit.store.reads.reviews import accounts_of_rep
from tests.services.reviews.staged import House

TODAY = date(2026, 11, 24)
SINCE = TODAY - timedelta(days=14)
_REVIEWS: dict[str, dict[str, object]] = {
    "held": {"due_on": "2026-08-26", "held_on": "2026-08-26"},
    "held early": {"due_on": "2026-11-24", "held_on": "2026-08-26"},
    "just held": {"due_on": "2026-11-20", "held_on": "2026-11-20"},
    "held after now": {"due_on": "2026-11-20", "held_on": "2026-11-25"},
    "skipped": {"due_on": "2026-11-20", "skip_reason": "they moved"},
    "skipped and held": {"due_on": "2026-08-20", "held_on": "2026-08-20", "skip_reason": "they moved"},
    "asked for": {"due_on": "2026-12-01", "proposed_on": "2026-11-01"},
    "soon": {"due_on": "2026-11-30", "scheduled_at": int(datetime(2026, 11, 27, 9, tzinfo=UTC).timestamp() * 1000)},
    "far": {"due_on": "2026-11-30", "scheduled_at": int(datetime(2026, 12, 27, 9, tzinfo=UTC).timestamp() * 1000)},
}  # fmt: skip
_MEETINGS: dict[str, dict[str, object]] = {
    "": {},
    "held": {"on": "2026-08-20"},
    "held since": {"on": "2026-11-02"},
    "planned": {"on": "2026-11-26", "status": "planned", "outcome": None},
}


def _whole(courses: Courses) -> Iterator[tuple[bytes, Review]]:
    for account in courses.accounts:
        for one in courses.of(account):
            over = one.held_on or (one.due_on if one.is_skipped else None)
            if (over is not None and over >= SINCE) or (one.is_open and courses.is_in_sight(one)):
                yield account, one


def _courses(house: House) -> Courses:
    return Courses(house.book, accounts_of_rep(house.book.db, house.book.rep_id))


@pytest.fixture
def varied(house: House) -> House:
    seed, some = house.seed, [{}, *({name: row} for name, row in _REVIEWS.items())]
    some += [{"held": _REVIEWS["held"], name: row} for name, row in _REVIEWS.items() if name != "held"]
    for (rows, met), segment in product(product(some, _MEETINGS.items()), "AD"):
        account = seed.account(f"{'+'.join(rows)} {met[0]}", segment, tracking="2026-08-01")
        for row in rows.values():
            seed.row("qbr", {**row, "account_id": account})
        if met[1]:
            more = dict(met[1])
            seed.met(str(more.pop("on")), account, **{"type": "qbr", **more})
    twin = seed.account("Twin", tracking="2026-01-01")
    seed.row("qbr", {**_REVIEWS["held"], "account_id": twin})
    seed.row("account", {"id": twin, "merged_into": house.konex})
    return house


def test_what_is_in_sight_is_the_same_as_by_the_whole_courses(varied: House) -> None:
    found, whole = _courses(varied).in_sight(SINCE), list(_whole(_courses(varied)))
    assert found == whole
    assert len(found) > 60


def test_with_a_last_day_those_after_it_may_be_left_out_and_no_others(varied: House) -> None:
    until = date(2026, 12, 1)
    found, whole = _courses(varied).in_sight(SINCE, until), _courses(varied).in_sight(SINCE)
    left = [one for one in whole if one not in found]
    assert [one for one in whole if one in found] == found
    assert left
    assert all(review.scheduled_on is not None and review.scheduled_on > until for _, review in left)


def test_of_accounts_without_an_open_review_no_row_is_read(house: House) -> None:
    seed = house.seed
    held, soon = seed.account("Held"), seed.account("Soon", tracking="2026-08-20")
    seed.row("qbr", {**_REVIEWS["held"], "account_id": held})
    wanted = seed.row("qbr", {**_REVIEWS["soon"], "account_id": soon})
    courses = _courses(house)
    assert held in {account for account, _ in courses.in_sight(SINCE)}
    assert list(courses.stored) == [wanted]
