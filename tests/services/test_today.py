from pathlib import Path

import pytest

from repcockpit.domain.views.today import TodayItem, TodayView
from repcockpit.services.book import Book
from repcockpit.services.decisions.fifteen import fifteen_view
from repcockpit.services.details.panes import pane_of_item
from repcockpit.services.details.why import why_of_item
from repcockpit.services.today.day import today_view
from repcockpit.services.today.overdue import overdue_view
from tests.services.seeding import Seed, at, fresh_book


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def groups(view: TodayView) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in view.items:
        found.setdefault(item.group, []).append(item.contact_name or item.account_name or item.title)
    return found


def only(view: TodayView, group: str) -> TodayItem:
    return next(item for item in view.items if item.group == group)


def test_an_empty_book_says_so(book: Book) -> None:
    view = today_view(book)
    assert view.is_empty
    assert view.items == ()
    assert view.rep_name == "Ana Ruiz"


def test_a_key_person_past_the_interval_is_due_with_points_that_add_up(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    maria = seed.contact("Maria López", account)
    seed.met("2026-11-20", account)
    seed.met("2026-10-13", account, maria)
    item = only(today_view(book), "due")
    assert (item.kind, item.contact_name, item.days_over) == ("contact_overdue", "Maria López", 12)
    assert item.score == pytest.approx(sum(reason.points or 0 for reason in item.reasons))
    assert {reason.part for reason in item.reasons} == {"silence", "segment", "role", "risk", "reachable"}


def test_one_row_stands_for_an_account_and_names_its_best_person(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    seed.reviewed(account)
    maria, jon = seed.contact("Maria López", account), seed.contact("Jon Park", account, "champion")
    seed.met("2026-09-01", account, maria)
    seed.met("2026-10-01", account, jon)
    due = [item for item in today_view(book).items if item.group == "due"]
    assert len(due) == 1
    assert due[0].contact_name == "Maria López"
    assert due[0].others == 2


def test_people_without_a_key_role_show_pace_and_are_not_due(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass", interval_days=300)
    seed.reviewed(account)
    person = seed.contact("Pablo Gil", account, "procurement")
    seed.met("2026-06-01", account, person)
    assert "due" not in groups(today_view(book))
    assert [row.name for row in overdue_view(book).contacts] == ["Pablo Gil"]


def test_what_was_late_when_it_came_in_is_catch_up(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Isdom", tracking="2026-11-24")
    aiko = seed.contact("Aiko Mori", account, "champion", tracking="2026-11-24")
    seed.met("2026-04-20", account, aiko)
    view = today_view(book)
    assert groups(view)["catch_up"] == ["Aiko Mori"]
    assert "due" not in groups(view)
    row = overdue_view(book).contacts[0]
    assert row.is_catch_up
    assert row.days_over > 100


def test_one_touch_ends_catch_up(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Isdom", tracking="2026-11-20")
    aiko = seed.contact("Aiko Mori", account, "champion", tracking="2026-11-20")
    seed.met("2026-04-20", account, aiko)
    seed.met("2026-11-23", account, aiko)
    assert not groups(today_view(book)).get("catch_up")


def test_never_contacted_people_wait_in_catch_up_until_their_interval_has_passed(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Hatfan", interval_days=300, tracking="2026-11-01")
    seed.met("2026-11-01", account)
    seed.contact("Ingrid Dahl", account, tracking="2026-11-01")
    assert groups(today_view(book))["catch_up"] == ["Ingrid Dahl"]
    later = at(book, "2026-12-01")
    assert groups(today_view(later))["due"] == ["Ingrid Dahl"]
    assert only(today_view(later), "due").kind == "never_contacted"


def test_catch_up_shows_five_a_day_and_counts_all(book: Book) -> None:
    seed = Seed(book)
    for number in range(9):
        seed.contact(
            f"Silent {number}",
            seed.account(f"Account {number}", tracking="2026-11-24"),
            tracking="2026-11-24",
        )
    view = today_view(book)
    assert len([item for item in view.items if item.group == "catch_up"]) == 5
    assert view.counts["catch_up"] == 9


def test_appointments_stand_by_their_hour_and_the_week_after_them(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Condax", interval_days=300)
    seed.met("2026-11-01", account)
    seed.met("2026-11-24", account, status="planned", outcome=None, type="visit", occurred_at=1795527000000)
    seed.met("2026-11-27", account, status="planned", outcome=None, type="visit")
    view = today_view(book)
    assert [item.group for item in view.items if item.kind == "meeting"] == ["today", "week"]
    assert only(view, "today").at is not None


def test_a_planned_meeting_nobody_logged_stays(book: Book) -> None:
    account = Seed(book).account("Condax")
    Seed(book).met("2026-11-20", account, status="planned", outcome=None, type="visit")
    item = next(item for item in today_view(book).items if item.kind == "meeting")
    assert item.group == "today"
    assert item.days_over == 4


def test_promises_are_ranked_among_the_due_and_old_imported_tasks_wait(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Zathunicon", interval_days=300)
    seed.reviewed(account)
    seed.met("2026-11-20", account)
    base: dict[str, object] = {"owner_id": book.author_id, "account_id": account}
    seed.row("task", base | {"kind": "promise", "title": "certificate", "due_on": "2026-11-21"})
    old: dict[str, object] = {
        "kind": "task",
        "title": "old",
        "due_on": "2026-01-01",
        "tracking_started_on": "2026-11-24",
    }
    seed.row("task", old | {"owner_id": book.author_id})
    view = today_view(book)
    promise = only(view, "due")
    assert (promise.kind, promise.days_over) == ("promise", 3)
    assert promise.score is not None
    assert only(view, "catch_up").title == "old"


def test_old_imported_tasks_are_one_row_for_one_decision(book: Book) -> None:
    seed = Seed(book)
    for day in ("2026-01-01", "2026-02-01", "2026-03-01"):
        old: dict[str, object] = {
            "kind": "task",
            "title": day,
            "due_on": day,
            "tracking_started_on": "2026-11-24",
        }
        seed.row("task", old | {"owner_id": book.author_id})
    rows = [item for item in today_view(book).items if item.group == "catch_up"]
    assert [(row.title, row.others) for row in rows] == [("3 imported tasks are more than 90 days old", 2)]


def test_a_silent_account_names_the_best_of_its_people(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Amdahl", tracking="2026-11-24")
    seed.contact("Piet Vos", account, None, tracking="2026-11-24")
    row = only(today_view(book), "catch_up")
    assert (row.subject_kind, row.contact_name, row.others) == ("account", "Piet Vos", 1)


def test_a_day_off_shows_the_next_working_day(database: Path) -> None:
    view = today_view(fresh_book(database, "2026-11-22"))
    assert view.is_day_off
    assert view.day.isoformat() == "2026-11-23"
    assert view.as_of.date().isoformat() == "2026-11-22"


def test_an_attempt_moves_the_row_down_until_its_retry_date(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Kan", "B", interval_days=300)
    jon = seed.contact("Jon Park", account, "champion")
    seed.met("2026-09-01", account, jon)
    assert groups(today_view(book))["due"] == ["Jon Park"]
    seed.met("2026-11-24", account, jon, outcome="no_answer")
    item = only(today_view(book), "week")
    assert (item.contact_name, str(item.due_on)) == ("Jon Park", "2026-11-25")
    assert groups(today_view(at(book, "2026-11-25")))["due"] == ["Jon Park"]


def test_a_snooze_hides_the_row_until_its_end(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Kan", "B")
    jon = seed.contact("Jon Park", account, "champion")
    seed.met("2026-09-01", account, jon)
    seed.row("snooze", {"target_id": account, "until": "2026-12-01", "reason": "plant closed"})
    assert "due" not in groups(today_view(book))
    assert overdue_view(book).contacts[0].status == "snoozed"
    assert groups(today_view(at(book, "2026-12-01")))["due"]


def test_now_shows_what_was_known_then(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass", interval_days=300)
    maria = seed.contact("Maria López", account)
    seed.met("2026-09-01", account, maria)
    seed.met("2026-11-20", account, maria, logged_at=1795200000000)
    assert overdue_view(book).contacts == ()
    then = overdue_view(at(book, "2026-10-15")).contacts
    assert [(row.name, str(row.last_touch_on), row.days_over) for row in then] == [
        ("Maria López", "2026-09-01", 14)
    ]


def test_a_completed_interaction_dated_ahead_counts_as_today(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass", interval_days=300)
    maria = seed.contact("Maria López", account)
    seed.met("2026-08-01", account, maria)
    seed.met("2026-12-24", account, maria, logged_at=int(book.now().timestamp() * 1000))
    assert overdue_view(book).contacts == ()


def test_an_open_request_runs_a_clock_and_raises_the_risk(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Kan")
    opened = int(book.now().timestamp() * 1000) - 7 * 86_400_000
    request = {"title": "pumps stopped", "impact": "high", "urgency": "high", "opened_at": opened}
    seed.row("request", request | {"account_id": account, "owner_id": book.author_id})
    view = today_view(book)
    clock = only(view, "now")
    assert clock.kind == "clock"
    assert clock.due_at is not None
    assert clock.due_at < view.as_of
    risk = next(reason for reason in only(view, "due").reasons if reason.part == "risk")
    assert risk.points == 10


def test_another_reps_rows_are_not_mine(book: Book) -> None:
    seed = Seed(book)
    other = seed.row("rep", {"name": "Jon Etxea"})
    account = seed.account("Theirs", owner_id=other)
    seed.contact("Somebody", account)
    assert groups(today_view(book)).get("due") is None
    book.rep_id = None
    assert "Somebody" in groups(today_view(book))["due"]


def test_set_up_asks_while_the_book_is_new(book: Book) -> None:
    seed = Seed(book)
    seed.account("Fresh", None, tracking="2026-11-24")
    kinds = [item.kind for item in today_view(book).items if item.group == "setup"]
    assert kinds == ["setup_segments"]


def test_why_names_the_rule_and_the_rows_that_do_not_count(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    maria = seed.contact("Maria López", account, phone="+34 942 555 018", title="Plant director")
    seed.met("2026-10-13", account, maria, note="wants a forecast")
    seed.met("2026-10-28", account, maria, outcome="no_answer")
    seed.met("2026-11-20", account)
    seed.met("2026-11-27", account, maria, status="planned", outcome=None, type="visit")
    item = only(today_view(book), "due")
    view, pane = why_of_item(book, item), pane_of_item(book, item)
    assert view.rule[0] == "every 30 d  role decision maker beats segment A (10 d)"
    assert [row.counts for row in view.rows] == [False, False, True]
    assert [row.said for row in view.rows[:2]] == [
        "planned, softens but never clears",
        "no answer, does not count",
    ]
    assert [row.why for row in pane.touches] == ["no answer, does not count", "touch, counts"]
    assert (pane.touches_365, pane.phone, pane.care.is_red) == (1, "+34 942 555 018", True)
    assert pane.care.planned_type == "visit"


def test_hours_and_zones_that_nobody_can_read_do_not_stop_the_day(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass", hours="whenever", timezone="Mars/Olympus")
    seed.contact("Maria López", account, role="decision_maker")
    opened = int(book.now().timestamp() * 1000)
    seed.row("request", {"title": "pumps stopped", "account_id": account, "opened_at": opened})
    later = at(book, "2027-03-24T09:00")
    view = today_view(later)
    assert any(item.account_name == "Northglass" for item in view.items)
    assert fifteen_view(later).rows == ()
