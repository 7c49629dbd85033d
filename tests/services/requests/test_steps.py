"""The life of a request on a real book: its steps, its call-back, its task, and what undo takes back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from repcockpit.domain.errors import InvalidValueError, RefusedError, UsageError
from repcockpit.services.book import Book
from repcockpit.services.decisions.chosen import Target
from repcockpit.services.decisions.outcomes import mark_held
from repcockpit.services.history import undo
from repcockpit.services.interactions import context_of, read_line, save_draft
from repcockpit.services.record_edits import finish_task
from repcockpit.services.records import view_of
from repcockpit.services.requests.callbacks import call_back, run_callback
from repcockpit.services.requests.opening import open_request
from repcockpit.services.requests.steps import run_step, set_executive, take_step
from repcockpit.services.today.day import today_view
from repcockpit.sync.merge.proof import differences
from tests.services.seeding import Seed, at, fresh_book

MONDAY = "2026-11-23T09:00"


class World:
    """One account with a person; every call on a moment of its own."""

    def __init__(self, path: Path) -> None:
        self.book: Book = fresh_book(path, MONDAY)
        seed = Seed(self.book)
        self.account = seed.account("Northglass", timezone="Europe/Madrid")
        seed.reviewed(self.account)
        self.maria = seed.contact("Maria López", self.account)

    def on(self, now: str) -> Book:
        self.book = at(self.book, now)
        return self.book

    def open(self, *words: str) -> bytes:
        view = open_request(self.book, ("account=Northglass", "title=pumps", *words)).view
        request: bytes = view.id
        return request

    def view(self, request: bytes) -> Any:
        return view_of(self.book, "request", request)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.book.db.execute(sql).fetchall()


@pytest.fixture
def world(database: Path) -> World:
    return World(database)


def test_a_request_begins_as_medium_and_other_with_both_clocks(world: World) -> None:
    view = world.view(world.open())
    assert (view.type, view.impact, view.urgency, view.priority, view.status) == (
        "other", "medium", "medium", "P3", "new",
    )  # fmt: skip
    assert (view.owner.name, view.account.name, view.contact) == ("Ana Ruiz", "Northglass", None)
    assert f"{view.response_due_at:%a %H:%M} {view.resolve_due_at:%a %H:%M}" == "Mon 17:00 Fri 17:00"
    assert view.sla == ("ok", "ok")


@pytest.mark.parametrize(
    ("via", "status"),
    [("call", "acknowledged"), ("visit", "acknowledged"), ("meeting", "acknowledged"), ("video", "acknowledged"),
     ("email", "new"), ("message", "new")],
)  # fmt: skip
def test_taken_in_person_or_by_phone_it_is_answered_then(world: World, via: str, status: str) -> None:
    world.on("2026-11-23T18:00")
    view = world.view(world.open("at=17:40", f"via={via}"))
    assert (view.status, view.via, f"{view.opened_at:%H:%M}") == (status, via, "17:40")
    assert (view.responded_at == view.opened_at) is (status == "acknowledged")


def test_the_owner_is_the_accounts_else_this_devices_rep(world: World) -> None:
    seed = Seed(world.book)
    jon = seed.row("rep", {"name": "Jon Etxea"})
    seed.row("account", {"name": "Konex", "owner_id": jon})
    seed.row("account", {"name": "Hatfan"})
    assert open_request(world.book, ["account=Konex", "title=x"]).view.owner.name == "Jon Etxea"
    assert open_request(world.book, ["account=Hatfan", "title=x"]).view.owner.name == "Ana Ruiz"


def test_the_capture_line_opens_by_the_same_code(world: World) -> None:
    draft = read_line(world.book, "call maria: pumps +r new pumps by fri", context_of(world.book))
    logged, _ = save_draft(world.book, draft)
    view = world.view(logged.request_ids[0])
    assert (view.via, view.status, view.due_on) == ("call", "acknowledged", date(2026, 11, 27))
    noted = read_line(world.book, "email maria: pumps +r new pumps", context_of(world.book))
    assert world.view(save_draft(world.book, noted)[0].request_ids[0]).status == "new"


def test_a_time_to_come_is_refused(world: World) -> None:
    with pytest.raises(InvalidValueError):
        world.open("at=2026-11-24 10:00")
    with pytest.raises(UsageError):
        open_request(world.book, ["account=Northglass"])
    assert world.rows("select count(*) from request") == [(0,)]


def test_pause_resume_hand_and_solve(world: World) -> None:
    request = world.open("impact=high", "urgency=high")
    world.on("2026-11-23T10:00")
    run_step(world.book, "ack", "pumps", ["note=on my way", "at=09:30"])
    assert take_step(world.book, request, "ack").txn is None
    take_step(world.book, request, "wait")
    world.on("2026-11-24T10:00")
    assert world.view(request).sla.resolution == "paused"
    take_step(world.book, request, "resume")
    view = run_step(world.book, "hand", "pumps", ["to=quality", "due_on=thu"]).view
    assert (view.status, view.handed_to, view.handed_due_on) == (
        "waiting_internal",
        "quality",
        date(2026, 11, 26),
    )
    assert (view.paused_minutes, f"{view.resolve_due_at:%a %H:%M}") == (480, "Tue 17:00")
    world.on("2026-11-24T12:00")
    solved = take_step(world.book, request, "resolve", note="new seal").view
    assert (solved.status, solved.callback_due_on, solved.sla) == (
        "callback_due",
        date(2026, 11, 25),
        ("met", "met"),
    )
    assert world.rows("select kind, due_on, first_due_on, title from task") == [
        ("callback", "2026-11-25", "2026-11-25", "call back: pumps")
    ]
    assert [event.kind for event in solved.events] == [
        "opened", "acknowledged", "waiting_customer", "resumed", "waiting_internal", "resolved",
    ]  # fmt: skip


def test_an_illegal_step_writes_nothing(world: World) -> None:
    request = world.open()
    for step in ("close",):
        with pytest.raises(RefusedError):
            take_step(world.book, request, step)
    with pytest.raises(RefusedError):
        call_back(world.book, request, "works")
    with pytest.raises(UsageError):
        run_step(world.book, "hand", "pumps", [])
    with pytest.raises(UsageError):
        run_step(world.book, "ack", "pumps", ["colour=red"])
    with pytest.raises(InvalidValueError):
        run_step(world.book, "ack", "pumps", ["at=2026-11-22 10:00"])
    assert len(world.view(request).events) == 1


def solved(world: World, *words: str) -> bytes:
    request = world.open(*words)
    world.on("2026-11-23T15:00")
    take_step(world.book, request, "resolve")
    world.on("2026-11-24T09:00")
    return request


def test_works_closes_and_is_a_call_with_whoever_asked(world: World) -> None:
    request = solved(world, "contact=maria")
    before = world.rows("select count(*) from interaction")
    view = call_back(world.book, request, "works", note="she is glad").view
    assert (view.status, view.callback_due_on) == ("closed", None)
    assert before == [(0,)]
    assert world.rows("select type, outcome, direction, is_touch, note, request_id from interaction") == [
        ("call", "connected", "outbound", 1, "called back, works: pumps. she is glad", request)
    ]
    assert world.rows("select last_touch_on from contact") == [("2026-11-24",)]
    assert world.rows("select outcome, done_on from task") == [("works", "2026-11-24")]
    assert take_step(world.book, request, "close").txn is None
    assert list(differences(world.book.db)) == []


def test_without_a_person_it_is_a_touch_of_the_account_and_of_nobody(world: World) -> None:
    request = solved(world)
    call_back(world.book, request, "works")
    assert world.rows("select last_touch_on from account") == [("2026-11-24",)]
    assert world.rows("select count(*) from participant") == [(0,)]


def test_does_not_work_reopens_and_the_clock_runs_anew(world: World) -> None:
    request = solved(world, "impact=high", "urgency=high")
    view = run_callback(world.book, "pumps", ["outcome=does_not_work"]).view
    assert (view.status, view.reopen_count, view.resolved_at) == ("in_progress", 1, None)
    assert f"{view.resolve_due_at:%a %H:%M}" == "Tue 17:00"
    assert world.rows("select outcome from task") == [("does_not_work",)]
    world.on("2026-11-24T11:00")
    assert take_step(world.book, request, "resolve").view.callback_due_on == date(2026, 11, 25)
    assert world.rows("select count(*) from task where done_on is null") == [(1,)]


def test_nobody_reached_on_three_days_closes_it_unconfirmed(world: World) -> None:
    request = solved(world, "contact=maria")
    for now, due in (("24T09:00", 25), ("24T16:00", 25), ("25T09:00", 26)):
        world.on(f"2026-11-{now}")
        view = call_back(world.book, request, "unreachable").view
        assert (view.status, view.callback_due_on) == ("callback_due", date(2026, 11, due))
        assert world.rows("select due_on, first_due_on from task") == [(f"2026-11-{due}", "2026-11-24")]
    world.on("2026-11-30T09:00")
    assert call_back(world.book, request, "unreachable").view.status == "closed_unconfirmed"
    assert world.rows("select outcome from task") == [("unreachable",)]
    assert world.rows("select distinct outcome, is_touch from interaction") == [("no_answer", 0)]
    assert world.rows("select last_touch_on, attempts from contact") == [(None, 4)]
    with pytest.raises(RefusedError):
        take_step(world.book, request, "close")


def test_one_undo_takes_back_the_event_the_task_and_the_call(world: World) -> None:
    request = solved(world)
    call_back(world.book, request, "works")
    undo(world.book, None)
    assert world.view(request).status == "callback_due"
    assert world.rows("select count(*) from interaction where _hidden = 0") == [(0,)]
    assert world.rows("select done_on, outcome from task") == [(None, None)]
    undo(world.book, None)
    assert world.view(request).status == "new"
    assert world.rows("select count(*) from task where _hidden = 0") == [(0,)]


def test_the_task_of_a_call_back_ends_only_with_its_outcome(world: World) -> None:
    request = solved(world)
    task: bytes = world.rows("select id from task")[0][0]
    with pytest.raises(InvalidValueError):
        finish_task(world.book, "call back: pumps", None)
    with pytest.raises(RefusedError):
        mark_held(world.book, [Target("task", task)])
    assert finish_task(world.book, "call back: pumps", "works").view.outcome == "works"
    assert world.view(request).status == "closed"


def test_an_executive_speaks(world: World) -> None:
    request = world.open()
    with pytest.raises(UsageError):
        set_executive(world.book, "pumps", ["due_on=fri"])
    view = set_executive(world.book, "pumps", ["who=Marta, director", "due_on=tue"]).view
    assert view.executive == ("Marta, director", date(2026, 11, 24), None)
    world.on("2026-11-25T09:00")
    clock = next(item for item in today_view(world.book).items if item.kind == "clock")
    assert clock.title.endswith("Marta, director, by Tue 24 Nov 2026 to speak, overdue")
    view = set_executive(world.book, "pumps", ["done=yes"]).view
    assert view.executive.done_on == date(2026, 11, 25)
    assert world.view(request).status == "new"


def test_a_clock_set_back_stops_nobody(world: World) -> None:
    request = world.open()
    world.on("2026-11-23T11:00")
    take_step(world.book, request, "wait")
    world.on("2026-11-23T10:00")
    take_step(world.book, request, "resume")
    world.on("2026-11-23T12:00")
    view = world.view(request)
    assert (view.status, view.paused_minutes) == ("in_progress", 0)
    world.on("2026-11-22T08:00")
    assert world.view(request).status == "in_progress"


def test_what_it_would_have_said_then(world: World) -> None:
    request = solved(world)
    call_back(world.book, request, "works")
    world.on("2026-11-23T14:00")
    assert world.view(request).status == "new"
    assert [item.kind for item in today_view(world.book).items if item.subject_id == request] == ["clock"]
    world.on("2026-11-23T16:00")
    assert world.view(request).status == "callback_due"
