"""After the meeting: held by whatever says so, followed up, closed, its actions carried on."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from repcockpit.domain.errors import InvalidValueError, RefusedError
from repcockpit.services.exporting.agenda import agenda_view
from repcockpit.services.exporting.order import ExportOrder
from repcockpit.services.interactions.reading import read_line
from repcockpit.services.interactions.saving import save_draft
from repcockpit.services.reviews import changing, following
from repcockpit.services.reviews.reading import last_held, next_qbrs, qbr_list, qbr_sheet, qbr_view
from repcockpit.services.reviews.writing import Changed
from tests.services.reviews.staged import House
from tests.services.seeding import Seed, at

MADRID = ZoneInfo("Europe/Madrid")
SOON = datetime(2026, 11, 27, 10, 0, tzinfo=MADRID)
TODAY = date(2026, 11, 24)


def test_hold_writes_a_completed_interaction_with_those_who_accepted(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, SOON, [house.luis, house.eva])
    changing.accept(house.book, changed.id, house.luis)
    following.hold(house.book, changed.id, note="agreed on the silo")
    view = house.view(changed)
    assert (view.status, view.held_on) == ("held", TODAY)
    row = house.book.db.execute(
        "select type, status, is_touch, note, qbr_id, account_id from interaction"
    ).fetchall()
    assert row == [("qbr", "completed", 1, "agreed on the silo", changed.id, house.konex)]
    people = house.book.db.execute("select contact_id from participant").fetchall()
    assert people == [(house.luis,)]
    assert house.row().due_on == date(2027, 2, 23)
    assert last_held(house.book, [house.konex]) == {house.konex: TODAY}


def test_a_review_of_the_first_day_and_one_without_a_tier_stay_held(house: House) -> None:
    fresh = house.seed.account("Fresh", tracking=TODAY.isoformat())
    first = following.hold(house.book, house.row(fresh).id)
    assert (house.view(first).status, house.row(fresh).due_on) == ("held", date(2027, 2, 23))
    assert house.row(fresh).id != first.id
    planned = changing.schedule(house.book, house.isdom, SOON)
    following.hold(house.book, planned.id)
    again = changing.schedule(house.book, house.isdom, SOON)
    assert (house.view(planned).status, house.view(again).status) == ("held", "scheduled")


def test_hold_completes_the_planned_interaction(house: House) -> None:
    house.seed.met("2026-11-24", house.konex, house.luis, type="qbr", status="planned", outcome=None)
    changed = following.hold(house.book, house.row().id)
    rows = house.book.db.execute("select status, outcome, qbr_id from interaction").fetchall()
    assert rows == [("completed", "connected", changed.id)]


def test_hold_refuses_the_future_and_what_is_over(house: House) -> None:
    row = house.row()
    with pytest.raises(InvalidValueError):
        following.hold(house.book, row.id, date(2026, 11, 25))
    following.hold(house.book, row.id, date(2026, 11, 20))
    assert house.view(row).held_on == date(2026, 11, 20)
    steps: tuple[Callable[[], Changed], ...] = (
        lambda: following.hold(house.book, row.id),
        lambda: changing.tick(house.book, row.id, "logistics"),
        lambda: changing.skip(house.book, row.id, "a", "b"),
        lambda: changing.cancel(house.book, row.id),
    )
    for step in steps:
        with pytest.raises(RefusedError):
            step()


def test_the_capture_line_holds_the_scheduled_one_within_14_days(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, datetime(2026, 12, 8, 10, 0, tzinfo=MADRID))
    save_draft(house.book, read_line(house.book, "qbr luis @konex: went well"))
    assert (house.view(changed).status, house.view(changed).held_on) == ("held", TODAY)


def test_an_imported_one_further_away_makes_a_held_one(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, datetime(2026, 12, 9, 10, 0, tzinfo=MADRID))
    house.seed.met("2026-11-24", house.konex, house.luis, type="qbr")
    assert house.view(changed).status == "scheduled"
    assert [(one.status, one.held_on) for one in qbr_list(house.book).held] == [("held", TODAY)]


def test_a_review_that_just_took_place_does_not_hold_the_one_that_is_planned_after_it(house: House) -> None:
    house.seed.met("2026-11-23", house.konex, house.luis, type="qbr")
    changed = changing.schedule(house.book, house.konex, SOON)
    assert house.view(changed).status == "scheduled"
    assert len(qbr_list(house.book).held) == 1


def test_no_answer_is_no_review(house: House) -> None:
    house.seed.met("2026-11-24", house.konex, house.luis, type="qbr", outcome="no_answer")
    assert house.row().status == "due"


def test_followed_up_is_minutes_and_every_action_with_owner_and_day(house: House) -> None:
    changed = following.hold(house.book, house.row().id)
    action = following.follow_up(house.book, changed.id, "send the plan", house.book.author_id, None)
    following.send_minutes(house.book, changed.id)
    assert house.view(changed).status == "held"
    (task,) = house.view(changed).actions
    assert (task.kind, task.title) == ("qbr_action", "send the plan")
    house.seed.row("task", {"id": task.id, "due_on": "2026-12-01"})
    assert house.view(changed).status == "followed_up"
    house.seed.row("task", {"id": task.id, "done_on": "2026-11-24", "status": "completed"})
    assert house.view(changed).status == "closed"
    assert action.text == "QBR with Konex: send the plan"


def test_without_minutes_it_stays_held_and_without_actions_it_is_closed(house: House) -> None:
    row = house.row()
    with pytest.raises(RefusedError):
        following.send_minutes(house.book, row.id)
    changed = following.hold(house.book, row.id, date(2026, 11, 20))
    assert house.view(changed).status == "held"
    with pytest.raises(InvalidValueError):
        following.send_minutes(house.book, changed.id, date(2026, 11, 19))
    following.send_minutes(house.book, changed.id, date(2026, 11, 23))
    assert (house.view(changed).status, house.view(changed).minutes_sent_on) == ("closed", date(2026, 11, 23))


def test_open_actions_open_the_next_agenda_and_are_carried_on(house: House) -> None:
    changed = following.hold(house.book, house.row().id)
    following.follow_up(house.book, changed.id, "send the plan", house.book.author_id, date(2026, 12, 1))
    following.send_minutes(house.book, changed.id)
    following_row = house.row()
    sheet = house.sheet(following_row)
    assert [one.title for one in sheet.last_actions] == ["send the plan"]
    assert (sheet.last_id, sheet.last_held_on) == (changed.id, TODAY)
    assert not house.met(following_row, "actions_reviewed")
    following.carry_on(house.book, following_row.id)
    assert house.met(following_row, "actions_reviewed")
    assert house.view(changed).status == "closed"
    assert [one.title for one in house.view(following_row).actions] == ["send the plan"]
    with pytest.raises(RefusedError):
        following.carry_on(house.book, following_row.id)


def test_a_note_since_reviews_an_action(house: House) -> None:
    changed = following.hold(house.book, house.row().id, date(2026, 11, 20))
    following.follow_up(house.book, changed.id, "send the plan", house.book.author_id, date(2026, 12, 1))
    assert not house.met(house.row(), "actions_reviewed")
    (task,) = house.view(changed).actions
    house.seed.row("task", {"id": task.id, "noted_on": "2026-11-24"})
    assert house.met(house.row(), "actions_reviewed")


def test_challenges_go_from_one_review_to_the_next(house: House) -> None:
    note = {"type": "note", "note_kind": "challenge"}
    house.seed.met("2026-11-10", house.konex, house.luis, note="energy costs", **note)
    row = house.row()
    assert house.met(row, "challenges")
    following.hold(house.book, row.id, date(2026, 11, 20))
    assert not house.met(house.row(), "challenges")
    house.seed.met("2026-11-24", house.konex, house.luis, note="a second furnace", **note)
    sheet = house.sheet(house.row())
    assert house.met(sheet.row, "challenges")
    assert [(one.text, one.who) for one in sheet.challenges] == [("a second furnace", "Luis Prado")]
    assert [one.text for one in sheet.last_challenges] == ["energy costs"]


def test_the_record_meets_what_it_can_know(house: House) -> None:
    seed, konex = house.seed, house.konex
    changed = changing.schedule(house.book, konex, SOON, [house.luis])
    assert not house.met(changed, "pre_call")
    call = seed.met("2026-11-24", konex, house.luis)
    score = seed.row("feedback", {"kind": "nps", "score": 9, "asked_on": "2026-05-28", "account_id": konex})
    idea = seed.row(
        "idea", {"title": "bags", "status": "new", "status_on": "2026-08-25", "account_id": konex}
    )
    following.note_pack(house.book, changed.id)
    rows = {one.item: one.evidence_ids for one in house.view(changed).items if one.met}
    assert rows["pre_call"] == (call,)
    assert rows["satisfaction"] == (score,)
    assert "ideas_updated" not in rows
    assert {"requests_listed", "scorecard_built"} <= rows.keys()
    seed.row("idea", {"id": idea, "status_on": "2026-08-26"})
    assert house.met(changed, "ideas_updated")
    book = at(house.book, "2026-12-02T09:00")
    unmet = {one.item for one in qbr_view(book, changed.id).items if not one.met}
    assert {"requests_listed", "scorecard_built", "satisfaction", "ideas_updated"} <= unmet


def test_a_call_before_it_was_scheduled_or_with_somebody_else_is_no_pre_call(house: House) -> None:
    house.seed.met("2026-11-23", house.konex, house.luis)
    house.seed.met("2026-11-24", house.konex, house.eva)
    house.seed.met("2026-11-24", house.konex, house.luis, type="visit")
    changed = changing.schedule(house.book, house.konex, SOON, [house.luis])
    assert not house.met(changed, "pre_call")
    house.seed.met("2026-11-24", house.konex, house.luis, type="video")
    assert house.met(changed, "pre_call")


def test_a_pack_of_a_review_that_is_over_is_not_noted(house: House) -> None:
    changed = following.hold(house.book, house.row().id)
    assert following.note_pack(house.book, changed.id).txn is None


def test_readiness_of_a_held_review_stays_as_it_was(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, SOON, [house.luis])
    changing.accept(house.book, changed.id, house.luis)
    following.note_pack(house.book, changed.id)
    before = house.view(changed).readiness
    following.hold(house.book, changed.id)
    book = at(house.book, "2027-02-01T09:00")
    view = qbr_sheet(book, changed.id).view
    assert view.readiness == before
    assert next_qbrs(book, [house.konex])[house.konex].readiness == 15
    assert Seed(book).book is book


def test_the_agenda_has_what_is_to_come_and_not_what_a_captured_line_held(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, SOON)
    order = ExportOrder("agenda", "json", None, None, None)
    assert [(one.kind, one.id, one.at) for one in agenda_view(house.book, order)] == [
        ("qbr", changed.id, SOON)
    ]
    save_draft(house.book, read_line(house.book, "qbr luis @konex: went well"))
    assert agenda_view(house.book, order) == []
