"""Reviews among the rows of the day: soon, late, to ask for, and none of them twice."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from repcockpit.services.reviews import changing, following
from repcockpit.services.today.reviews import AT_RISK, review_day
from tests.services.reviews.staged import House
from tests.services.seeding import at

MADRID = ZoneInfo("Europe/Madrid")
TODAY = date(2026, 11, 24)


def test_a_review_of_this_week_says_how_ready_it_is_and_whether_it_is_at_risk(house: House) -> None:
    at = datetime(2026, 11, 25, 10, 0, tzinfo=MADRID)
    changed = changing.schedule(house.book, house.konex, at, [house.luis])
    found = review_day(house.book, TODAY, TODAY)
    (item,) = found.items
    assert (item.kind, item.subject_kind, item.subject_id, item.group) == ("qbr", "qbr", changed.id, "week")
    assert (item.title, item.at, item.score) == ("QBR at 23 of 80, no decision maker", at, None)
    assert item.reasons[0].part == AT_RISK
    assert found.at_risk == {house.konex}
    changing.accept(house.book, changed.id, house.luis)
    assert review_day(house.book, TODAY, TODAY).items[0].title == "QBR at 35 of 80, challenges not updated"


def test_todays_has_its_hour_and_yesterdays_asks_to_be_logged(house: House) -> None:
    at = datetime(2026, 11, 24, 16, 0, tzinfo=MADRID)
    changing.schedule(house.book, house.konex, at)
    assert [one.group for one in review_day(house.book, TODAY, TODAY).items] == ["today"]
    (item,) = review_day(house.book, TODAY, TODAY).items
    assert item.days_over is None
    house.seed.row("qbr", {"id": item.subject_id, "scheduled_at": int(at.timestamp() * 1000) - 86_400_000})
    (item,) = review_day(house.book, TODAY, TODAY).items
    assert (item.group, item.days_over) == ("today", 1)


def test_a_planned_interaction_is_one_row_and_named_as_stood_for(house: House) -> None:
    planned = house.seed.met(
        "2026-11-26", house.konex, house.luis, type="qbr", status="planned", outcome=None
    )
    found = review_day(house.book, TODAY, TODAY)
    assert [(one.group, one.due_on) for one in found.items] == [("week", date(2026, 11, 26))]
    assert found.stands_for == {planned}


def test_late_is_due_and_scored_and_before_tracking_it_is_catch_up(house: House) -> None:
    seed = house.seed
    seed.account("Late", "A", tracking="2026-08-20")
    old = seed.account("Old", "A", tracking="2026-11-20")
    seed.met("2025-01-01", old, type="qbr")
    rows = {one.account_name: one for one in review_day(house.book, TODAY, TODAY).items}
    assert (rows["Late"].group, rows["Late"].days_over, rows["Late"].title) == ("due", 5, "QBR late, no date")
    assert rows["Old"].group == "catch_up"
    assert (rows["Late"].score or 0) > (rows["Old"].score or 0) > 0
    assert sum(reason.points or 0 for reason in rows["Late"].reasons) == rows["Late"].score


def test_what_is_to_be_asked_for_is_a_gap(house: House) -> None:
    (item,) = review_day(house.book, TODAY, TODAY).items
    assert (item.group, item.title) == ("gaps", "QBR due Tue 8 Dec, ask for a date")
    changing.propose(house.book, house.konex)
    (item,) = review_day(house.book, TODAY, TODAY).items
    assert item.title == "QBR due Tue 8 Dec, waiting for a date"
    changing.schedule(house.book, house.konex, datetime(2026, 12, 20, 9, 0, tzinfo=MADRID))
    assert review_day(house.book, TODAY, TODAY).items == []


def test_the_minutes_of_one_held_are_due_two_working_days_after(house: House) -> None:
    changed = following.hold(house.book, house.row().id)
    (item,) = review_day(house.book, TODAY, TODAY).items
    assert (item.subject_id, item.group, item.due_on) == (changed.id, "week", date(2026, 11, 26))
    book = at(house.book, "2026-11-27T09:00")
    (item,) = review_day(book, book.today(), book.today()).items
    assert (item.group, item.days_over, item.title) == ("due", 1, "QBR of Tue 24 Nov, send the minutes")
    following.send_minutes(book, changed.id)
    assert review_day(book, book.today(), book.today()).items == []


def test_one_that_was_held_before_the_account_was_tracked_asks_for_no_minutes(house: House) -> None:
    new = house.seed.account("New", "C", tracking="2026-11-23")
    house.seed.met("2026-11-20", new, type="qbr")
    assert [one.account_name for one in review_day(house.book, TODAY, TODAY).items] == ["Konex"]
