from datetime import date, timedelta
from pathlib import Path

from repcockpit.services.details import timeline
from repcockpit.services.details.around import around
from repcockpit.services.details.records import account_detail, contact_detail
from repcockpit.store.reads.details_timeline import page_query
from tests.services.seeding import Seed, fresh_book


def test_pages_meet_without_a_gap_or_a_double(database: Path) -> None:
    book = fresh_book(database)
    seed = Seed(book)
    account = seed.account("Northglass")
    maria = seed.contact("Maria López", account)
    day = date(2026, 11, 20)
    with book.write("many") as unit:
        rows = [
            {"type": "call", "status": "completed", "account_id": account, "note": f"n {number}"}
            | {"occurred_on": (day - timedelta(days=number // 3)).isoformat()}
            for number in range(500)
        ]
        ids = unit.insert_many("interaction", rows)
        unit.insert_many("participant", [{"interaction_id": one, "contact_id": maria} for one in ids])
    for number in (0, 30, 100, 400):
        on = (day - timedelta(days=number)).isoformat()
        seed.row(
            "info", {"title": f"news {number}", "brought_on": on, "account_id": account, "contact_id": maria}
        )
    for kind, record, detail in (
        ("account", account, account_detail(book, account)),
        ("contact", maria, contact_detail(book, maria)),
    ):
        found, after = list(detail.timeline.rows), detail.timeline.after
        assert len(found) < 60
        while after is not None:
            page = timeline.timeline_page(book, kind, record, after, 77)
            found += page.rows
            after = page.after
        assert len(found) == len({row.id for row in found}) == 504
        assert [row.on for row in found] == sorted((row.on for row in found), reverse=True)
        assert tuple(found) == timeline.whole_timeline(book, kind, record)


def test_merged_duplicates_have_one_timeline(database: Path) -> None:
    book = fresh_book(database)
    seed = Seed(book)
    root, copy = seed.account("Northglass"), seed.account("North Glass")
    first, second = seed.met("2026-11-01", root), seed.met("2026-11-02", copy)
    with book.write("merge") as unit:
        unit.update("account", copy, {"merged_into": root})
    assert [row.id for row in account_detail(book, root).timeline.rows] == [second, first]
    assert account_detail(book, copy).id == root
    assert around(book, "account", root).group == [root, copy]


def test_a_page_is_read_by_its_index(database: Path) -> None:
    book = fresh_book(database)
    for kind, index in (("account", "interaction_account"), ("contact", "participant_contact")):
        plan = book.db.execute(
            f"explain query plan {page_query(kind)}", (b"x", "2026", 0, b"x", 5)
        ).fetchall()
        said = " ".join(row[3] for row in plan)
        assert f"USING INDEX {index}" in said
        assert "SCAN" not in said
        assert "USE TEMP B-TREE FOR ORDER BY" not in said


def test_a_training_is_told_once(database: Path) -> None:
    book = fresh_book(database)
    seed = Seed(book)
    account = seed.account("Northglass")
    given = seed.met("2026-11-02", account, type="training")
    seed.row(
        "training", {"topic": "x", "given_on": "2026-11-02", "account_id": account, "interaction_id": given}
    )
    assert [row.kind for row in account_detail(book, account).timeline.rows] == ["interaction"]
