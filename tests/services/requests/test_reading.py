"""Screen 5 and Today: the groups, the sums, calendars of accounts, and requests nobody can place."""

from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.request_figures import Share
from repcockpit.services.book import Book
from repcockpit.services.requests.callbacks import call_back
from repcockpit.services.requests.opening import open_request
from repcockpit.services.requests.reading import requests_view, why_figures
from repcockpit.services.requests.steps import take_step
from repcockpit.services.today.day import today_view
from tests.services.seeding import Seed, at, fresh_book


@pytest.fixture
def book(database: Path) -> Book:
    book = fresh_book(database, "2026-11-23T09:00")
    seed = Seed(book)
    for name in ("Northglass", "Konex"):
        seed.reviewed(seed.account(name, timezone="Europe/Madrid"))
    return book


def opened(book: Book, title: str, *words: str) -> bytes:
    request: bytes = open_request(book, ("account=Northglass", f"title={title}", *words)).view.id
    return request


def test_the_groups_are_what_the_rep_must_do(book: Book) -> None:
    ids = {title: opened(book, title) for title in ("running", "waiting", "owed", "closed", "gone")}
    urgent = opened(book, "urgent", "impact=high", "urgency=high")
    take_step(book, ids["waiting"], "wait")
    for title in ("owed", "closed"):
        take_step(book, ids[title], "resolve")
    call_back(book, ids["closed"], "works")
    take_step(book, ids["gone"], "cancel")
    view = requests_view(at(book, "2026-11-24T10:00"))
    assert [case.view.id for case in view.running] == [urgent, ids["running"]]
    assert [case.view.title for case in view.waiting] == ["waiting"]
    assert [case.view.title for case in view.callbacks] == ["owed"]
    assert [case.view.title for case in view.closed] == ["closed"]
    assert (view.figures.in_time, view.figures.right_first_time, view.figures.called_back) == (
        Share(1, 1),
    ) * 3
    assert view.ages["0-1"] == 4
    assert view.rep == "Ana Ruiz"


def test_the_sums_name_the_rows_behind_them(book: Book) -> None:
    request = opened(book, "late", "impact=high", "urgency=high")
    book = at(book, "2026-11-25T10:00")
    take_step(book, request, "resolve")
    book = at(book, "2026-11-30T10:00")
    call_back(book, request, "works")
    told = why_figures(book)
    assert {reason.part: reason.text for reason in told.reasons}["30 days"].endswith("both 0 of 1")
    assert [row.id for row in told.rows] == [request]
    assert requests_view(book).figures.called_back == Share(0, 1)
    assert requests_view(at(book, "2027-01-15T10:00")).closed == ()


def test_the_clocks_run_in_the_accounts_own_hours(book: Book) -> None:
    seed = Seed(book)
    plant = seed.account("Plant", timezone="America/New_York", hours="mon-sat 08:00-12:00")
    seed.row("holiday", {"account_id": plant, "on_date": "2026-11-24", "title": "plant closed"})
    view = open_request(book, ["account=Plant", "title=x", "impact=high", "urgency=high"]).view
    assert view.response_due_at.isoformat() == "2026-11-23T09:00:00-05:00"
    assert view.resolve_due_at.isoformat() == "2026-11-25T12:00:00-05:00"
    take_step(book, view.id, "resolve")
    case = requests_view(book).callbacks[0]
    assert case.view.callback_due_on == date(2026, 11, 25)


def test_an_account_without_a_working_day_has_no_due_time(book: Book) -> None:
    Seed(book).account("Closed", hours="closed")
    view = open_request(book, ["account=Closed", "title=never"]).view
    assert (view.response_due_at, view.resolve_due_at, view.sla) == (None, None, (None, None))
    item = next(item for item in today_view(book).items if item.subject_id == view.id)
    assert ("no working day" in {reason.text for reason in item.reasons}, item.due_at) == (True, None)
    take_step(book, view.id, "resolve")
    owed = next(item for item in today_view(book).items if item.kind == "callback")
    assert (owed.subject_kind, owed.due_on, owed.group) == ("request", None, "now")


def test_opened_on_a_sunday_it_runs_from_monday(book: Book) -> None:
    book = at(book, "2026-11-22T12:00")
    view = open_request(book, ["account=Konex", "title=sunday", "impact=high", "urgency=high"]).view
    assert f"{view.response_due_at:%a %H:%M} {view.resolve_due_at:%a %H:%M}" == "Mon 10:00 Mon 17:00"


def test_today_shows_the_clock_that_matters(book: Book) -> None:
    request = opened(book, "pumps", "due_on=thu")
    item = next(item for item in today_view(book).items if item.kind == "clock")
    assert item.face is not None
    assert (item.face.word, item.face.state, item.title) == (
        "answer",
        "ok",
        "P3 pumps, promised Thu 26 Nov 2026",
    )
    take_step(book, request, "ack")
    book = at(book, "2026-11-26T10:00")
    item = next(item for item in today_view(book).items if item.kind == "clock")
    assert item.face is not None
    assert (item.face.word, item.face.state, f"{item.due_at:%a %H:%M}") == ("solve", "warn50", "Fri 17:00")
    take_step(book, request, "wait")
    item = next(item for item in today_view(book).items if item.kind == "clock")
    assert (item.due_at, item.reasons[0].text) == (None, "waits for the customer")
    book = at(book, "2026-11-26T11:00")
    take_step(book, request, "resolve")
    rows = [(item.kind, item.group) for item in today_view(book).items if "pumps" in item.title]
    assert rows == [("callback", "week")]


def test_what_an_older_database_holds_stays_readable(book: Book) -> None:
    seed = Seed(book)
    kinds = (
        "opened", "acknowledged", "started", "waiting_customer", "waiting_internal", "resumed", "resolved",
        "reopened", "resolved", "closed",
    )  # fmt: skip
    request = seed.row(
        "request", {"title": "old", "opened_at": 1_795_000_000_000, "owner_id": book.author_id}
    )
    for number, kind in enumerate(kinds):
        seed.row(
            "request_event", {"request_id": request, "kind": kind, "at": 1_795_000_000_000 + number * 60_000}
        )
    bare = seed.row("request", {"title": "bare", "owner_id": book.author_id})
    seed.row("request", {"title": "far", "opened_at": 253_402_300_000_000, "owner_id": book.author_id})
    view = requests_view(at(book, "2026-11-24T09:00"))
    assert [case.view.title for case in view.closed] == ["old"]
    assert bare not in {case.view.id for case in view.running}
