"""The list in sight of a rep, in the order of attention; the sheet of one."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from repcockpit.domain.reviews import AGENDA
from repcockpit.services.details.why import why_of
from repcockpit.services.records import Listing, list_records
from repcockpit.services.reviews import changing, following
from repcockpit.services.reviews.reading import qbr_list, qbr_views
from tests.services.reviews.staged import House

MADRID = ZoneInfo("Europe/Madrid")


def _at(day: int, month: int = 12) -> datetime:
    return datetime(2026, month, day, 10, 0, tzinfo=MADRID)


def test_late_and_at_risk_stand_on_top_and_what_is_far_is_out_of_sight(house: House) -> None:
    book, seed = house.book, house.seed
    late = seed.account("Hatfan", "B", tracking="2026-05-17")
    risky = seed.account("Condax", "C", tracking="2026-01-01")
    preparing = seed.account("Northglass", "A", tracking="2026-10-01")
    far = seed.account("Far", "A", tracking="2026-11-20")
    seed.account("Theirs", "A", tracking="2026-01-01", owner_id=seed.row("rep", {"name": "Jon"}))
    changing.schedule(book, risky, _at(1))
    changing.schedule(book, preparing, _at(15))
    for item in ("our_executive", "pre_call", "logistics"):
        changing.tick(book, house.row(preparing).id, item)
    seed.row("feedback", {"kind": "csat", "score": 4, "asked_on": "2026-11-01", "account_id": preparing})
    found = qbr_list(book)
    assert [(one.account_name, one.words) for one in found.rows] == [
        ("Hatfan", "9 d late"),
        ("Condax", "at risk"),
        ("Northglass", "preparing"),
        ("Konex", "ask now"),
    ]
    assert (found.late, found.at_risk, found.rep_name, found.day) == (1, 1, "Ana Ruiz", date(2026, 11, 24))
    assert [one.days_until for one in found.rows] == [-9, 7, 21, 14]
    assert found.rows[1].is_at_risk
    assert house.row(far).state == "not_due"
    assert house.row(late).readiness == 21


def test_a_capped_row_says_so(house: House) -> None:
    book = house.book
    changed = changing.schedule(book, house.konex, _at(9), [house.luis])
    for item in ("our_executive", "pre_call", "logistics"):
        changing.tick(book, changed.id, item)
    following.note_pack(book, changed.id)
    house.seed.row(
        "feedback", {"kind": "nps", "score": 8, "asked_on": "2026-11-01", "account_id": house.konex}
    )
    note = {"type": "note", "note_kind": "challenge", "note": "energy"}
    house.seed.met("2026-11-24", house.konex, **note)
    row = house.row()
    assert (row.points, row.readiness, row.is_capped, row.is_ready) == (73, 59, True, False)
    sheet = house.sheet(row)
    assert (sheet.steps[0].item, sheet.steps[0].gain, sheet.steps[0].readiness) == (
        "customer_accepted",
        12,
        85,
    )
    assert sheet.agenda == AGENDA


def test_the_list_of_a_command_has_everything_written_held_or_in_sight(house: House) -> None:
    book, seed = house.book, house.seed
    far = seed.account("Far", "A", tracking="2026-11-20")
    seed.met("2026-02-01", house.isdom, type="qbr")
    names = [one.account.name for one in list_records(book, "qbr", Listing()).rows]
    assert names == ["Isdom", "Konex"]
    changing.tick(book, house.row(far).id, "logistics")
    assert list_records(book, "qbr", Listing()).total == 3
    assert list_records(book, "qbr", Listing(text="KÖNEX")).total == 1
    assert list_records(book, "qbr", Listing(since=date(2026, 3, 1), limit=1)).total == 2
    assert list_records(book, "qbr", Listing(until=date(2026, 3, 1))).total == 1
    assert list_records(book, "qbr", Listing(rep_id=b"n" * 16)).total == 0


def test_views_by_id_in_their_order(house: House) -> None:
    other = house.seed.account("Hatfan", "B", tracking="2026-05-17")
    ids = [house.row(other).id, house.row().id]
    assert [one.id for one in qbr_views(house.book, ids)] == ids
    assert qbr_views(house.book, [b"x" * 16]) == []


def test_everybodys_reviews_without_a_rep(house: House) -> None:
    house.seed.account("Theirs", "A", tracking="2026-01-01", owner_id=house.seed.row("rep", {"name": "Jon"}))
    assert len(qbr_list(house.book).rows) == 1
    house.book.rep_id = None
    found = qbr_list(house.book)
    assert (len(found.rows), found.rep_name) == (2, None)


def test_why_a_review_is_as_ready_as_it_is(house: House) -> None:
    why = why_of(house.book, "qbr", house.row().id)
    assert why is not None
    assert (why.score, why.title) == (15.0, "QBR with Konex")
    assert why_of(house.book, "qbr", b"x" * 16) is None
