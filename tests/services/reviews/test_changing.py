"""What can be done with a review until it is held: each a transaction that undoes."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from repcockpit.domain.errors import InvalidValueError, NotFoundError, RefusedError, UsageError
from repcockpit.domain.ids import derived_id
from repcockpit.services.history import undo
from repcockpit.services.reviews import changing, following
from repcockpit.services.reviews.finding import find_qbr
from repcockpit.services.reviews.reading import next_qbrs, qbr_list, qbr_view
from repcockpit.services.reviews.writing import Changed
from tests.services.reviews.staged import House
from tests.services.seeding import at

MADRID = ZoneInfo("Europe/Madrid")
MEETING = datetime(2026, 12, 9, 10, 0, tzinfo=MADRID)


def test_a_due_review_is_read_before_it_is_written_and_keeps_its_id(house: House) -> None:
    row = house.row()
    assert (row.status, row.state, row.words, row.due_on) == ("due", "ask_now", "ask now", date(2026, 12, 8))
    assert row.id == derived_id(house.konex, "qbr", "2026-12-08")
    assert house.book.db.execute("select count(*) from qbr").fetchone() == (0,)
    changed = changing.tick(house.book, row.id, "logistics")
    assert changed.id == row.id
    assert house.book.db.execute("select id, due_on from qbr").fetchall() == [(row.id, "2026-12-08")]
    assert house.met(changed, "logistics")


def test_d_accounts_and_prospects_have_none_until_somebody_proposes_one(house: House) -> None:
    prospect = house.seed.account("New", "A", status="prospect")
    untold = house.seed.account("Untold", None)
    assert next_qbrs(house.book, [house.isdom, prospect, untold]) == {}
    with pytest.raises(InvalidValueError):
        changing.propose(house.book, house.isdom)
    changed = changing.propose(house.book, house.isdom, date(2027, 1, 15))
    assert (house.view(changed).status, house.view(changed).due_on) == ("proposed", date(2027, 1, 15))
    assert house.row(house.isdom).state == "asked"


def test_propose_keeps_the_row_and_moves_the_day(house: House) -> None:
    due = house.row().id
    changed = changing.propose(house.book, house.konex, date(2026, 12, 20))
    view = house.view(changed)
    assert (view.id, view.status, view.due_on, view.proposed_on) == (
        due,
        "proposed",
        date(2026, 12, 20),
        date(2026, 11, 24),
    )


def test_schedule_gives_a_date_and_invites_and_a_second_one_moves_it(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, MEETING, [house.luis])
    view = house.view(changed)
    assert (view.status, view.scheduled_at) == ("scheduled", MEETING)
    assert [(one.id, one.name, one.accepted) for one in view.contacts] == [(house.luis, "Luis Prado", False)]
    assert house.met(changed, "date_agreed")
    assert changed.text == "QBR with Konex on Wed 9 Dec 10:00"
    again = changing.schedule(house.book, house.konex, date(2026, 12, 10), [house.eva])
    assert again.id == changed.id
    assert house.view(again).scheduled_at == datetime(2026, 12, 10, 9, 0, tzinfo=MADRID)
    assert [one.name for one in house.view(again).contacts] == ["Luis Prado", "Eva Sanz"]
    with pytest.raises(RefusedError):
        changing.propose(house.book, house.konex)
    with pytest.raises(InvalidValueError):
        changing.schedule(house.book, house.konex, date(2026, 11, 23))


def test_a_planned_interaction_is_the_date_of_the_review_and_moves_with_it(house: House) -> None:
    ms = int(MEETING.timestamp() * 1000)
    planned = house.seed.met(
        "2026-12-09", house.konex, house.eva, type="qbr", status="planned", outcome=None, occurred_at=ms
    )
    row = house.row()
    assert (row.status, row.scheduled_at) == ("scheduled", MEETING)
    assert [one.name for one in house.view(row).contacts] == ["Eva Sanz"]
    changing.move(house.book, row.id, datetime(2026, 12, 11, 15, 0, tzinfo=MADRID))
    moved = house.book.db.execute(
        "select occurred_on, qbr_id from interaction where id = ?", (planned,)
    ).fetchone()
    assert moved == ("2026-12-11", row.id)
    assert house.row().scheduled_on == date(2026, 12, 11)
    assert house.book.db.execute("select scheduled_at from qbr").fetchall() == [(None,)]


def test_accept_meets_the_item_for_who_decides_and_invites_who_was_not(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, MEETING)
    changing.accept(house.book, changed.id, house.eva)
    assert not house.met(changed, "customer_accepted")
    accepted = changing.accept(house.book, changed.id, house.luis)
    assert house.met(changed, "customer_accepted")
    assert accepted.text == "Luis Prado accepted the QBR with Konex"
    house.seed.row("contact", {"id": house.luis, "status": "left"})
    assert not house.met(changed, "customer_accepted")


def test_a_further_role_counts_too(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, MEETING, [house.eva])
    house.seed.row("contact_role", {"contact_id": house.eva, "role": "executive_sponsor"})
    changing.accept(house.book, changed.id, house.eva)
    assert house.met(changed, "customer_accepted")


def test_exactly_these_are_invited(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, MEETING, [house.luis])
    changing.accept(house.book, changed.id, house.luis)
    changing.invite(house.book, changed.id, [house.eva])
    assert [one.name for one in house.view(changed).contacts] == ["Eva Sanz"]
    changing.invite(house.book, changed.id, [house.eva, house.luis])
    assert [one.accepted for one in house.view(changed).contacts if one.id == house.luis] == [False]


def test_ticking_a_computed_item_is_refused_with_what_would_meet_it(house: House) -> None:
    row = house.row()
    with pytest.raises(RefusedError) as refused:
        changing.tick(house.book, row.id, "satisfaction")
    assert "ask for an NPS" in refused.value.hint
    with pytest.raises(UsageError):
        changing.tick(house.book, row.id, "weather")
    assert house.book.db.execute("select count(*) from qbr").fetchone() == (0,)
    for item in ("our executive", "pre-call", "logistics"):
        changing.tick(house.book, row.id, item)
    assert all(house.met(row, item) for item in ("our_executive", "pre_call", "logistics"))
    changing.tick(house.book, row.id, "logistics", is_done=False)
    assert not house.met(row, "logistics")


def test_the_pack_counts_as_sent_only_two_days_before(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, datetime(2026, 11, 26, 9, 0, tzinfo=MADRID))
    changing.tick(house.book, changed.id, "pack_sent")
    assert house.view(changed).pack_sent_at == house.book.now()
    assert house.met(changed, "pack_sent")
    changing.schedule(house.book, house.konex, datetime(2026, 11, 26, 8, 59, tzinfo=MADRID))
    assert not house.met(changed, "pack_sent")
    changing.tick(house.book, changed.id, "pack_sent", is_done=False)
    assert house.view(changed).pack_sent_at is None


def test_decisions_news_and_the_note_are_written(house: House) -> None:
    row = house.row()
    info = house.seed.row("info", {"title": "Glass prices 2027"})
    changing.write_decisions(house.book, row.id, "extend to 2028\nsecond silo\n")
    changing.link_info(house.book, row.id, info)
    changing.write_note(house.book, row.id, "bring samples")
    view = house.view(row)
    assert (view.decisions, view.note) == ("extend to 2028\nsecond silo", "bring samples")
    assert [one.name for one in view.infos] == ["Glass prices 2027"]
    assert house.met(row, "decisions")
    assert house.met(row, "industry_item")
    changing.link_info(house.book, row.id, info, is_linked=False)
    assert not house.met(row, "industry_item")


def test_cancelled_it_is_due_again(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, MEETING, [house.luis])
    changing.accept(house.book, changed.id, house.luis)
    changing.cancel(house.book, changed.id)
    view = house.view(changed)
    assert (view.status, view.scheduled_at, view.cancelled_on) == ("due", None, date(2026, 11, 24))
    assert [one.accepted for one in view.contacts] == [False]
    with pytest.raises(RefusedError):
        changing.cancel(house.book, changed.id)


def test_skipped_with_reason_and_approver_the_next_one_is_an_interval_after(house: House) -> None:
    row = house.row()
    for reason, approver in (("", "Eva"), ("merger", " ")):
        with pytest.raises(InvalidValueError):
            changing.skip(house.book, row.id, reason, approver)
    changed = changing.skip(house.book, row.id, "merger", "Eva Boss")
    view = house.view(changed)
    assert (view.status, view.skip_reason, view.approver, view.readiness) == (
        "skipped",
        "merger",
        "Eva Boss",
        None,
    )
    assert house.row().due_on == date(2027, 3, 9)
    with pytest.raises(RefusedError):
        changing.skip(house.book, row.id, "again", "Eva")


def test_each_step_is_one_transaction_that_undoes(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, MEETING, [house.luis])
    steps: tuple[Callable[[], Changed], ...] = (
        lambda: changing.accept(house.book, changed.id, house.luis),
        lambda: changing.tick(house.book, changed.id, "logistics"),
        lambda: changing.cancel(house.book, changed.id),
        lambda: changing.skip(house.book, changed.id, "merger", "Eva"),
        lambda: following.hold(house.book, changed.id),
    )
    for step in steps:
        before = house.view(changed)
        done = step()
        assert house.view(changed) != before
        assert done.txn is not None
        undo(house.book, done.txn.hex())
        assert house.view(changed) == before
    assert changed.txn is not None
    undo(house.book, changed.txn.hex())
    assert house.row().status == "due"
    assert house.book.db.execute("select count(*) from qbr where _hidden = 0").fetchone() == (0,)


def test_a_review_is_found_by_its_account_and_by_the_digits_of_its_id(house: House) -> None:
    row = house.row()
    assert find_qbr(house.book, "konex") == (row.id, house.konex)
    assert find_qbr(house.book, row.id.hex()[:10]) == (row.id, house.konex)
    for text in ("Isdom", "ffffffffffff"):
        with pytest.raises(NotFoundError):
            find_qbr(house.book, text)
    with pytest.raises(NotFoundError):
        qbr_view(house.book, b"x" * 16)


def test_merged_accounts_share_their_reviews(house: House) -> None:
    other = house.seed.account("Konex SA", "A", tracking="2026-09-08")
    changed = changing.schedule(house.book, other, MEETING)
    with house.book.write("merge") as unit:
        unit.update("account", other, {"merged_into": house.konex})
    assert house.row().id == changed.id
    assert [one.account_name for one in qbr_list(house.book).rows] == ["Konex"]


def test_on_an_earlier_day_it_was_not_known(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, MEETING)
    following.hold(house.book, changed.id)
    following.send_minutes(house.book, changed.id)
    book = at(house.book, "2026-11-23T09:00")
    view = qbr_view(book, changed.id)
    assert (view.status, view.held_on, view.minutes_sent_on) == ("scheduled", None, None)


def test_what_was_undone_does_not_come_back_with_the_next_edit(house: House) -> None:
    changed = changing.schedule(house.book, house.konex, MEETING, [house.luis])
    accepted = changing.accept(house.book, changed.id, house.luis)
    written = changing.write_decisions(house.book, changed.id, "extend")
    for done in (written, accepted, changed):
        assert done.txn is not None
        undo(house.book, done.txn.hex())
    again = changing.tick(house.book, house.row().id, "logistics")
    view = house.view(again)
    assert (view.id, view.status, view.scheduled_at, view.decisions, view.contacts) == (
        changed.id,
        "due",
        None,
        None,
        (),
    )
    changing.schedule(house.book, house.konex, MEETING, [house.luis])
    assert [one.accepted for one in house.view(again).contacts] == [False]
