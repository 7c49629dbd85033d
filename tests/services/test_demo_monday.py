"""What a manager finds in the sample book: who needs help, what to answer, whose numbers are old."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from repcockpit.domain.errors import NotFoundError
from repcockpit.services.book import open_book
from repcockpit.services.demo import build_demo
from repcockpit.services.demo.monday import HANDED_ON

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    build_demo(path, DAY, "Petra Lang")
    return path


@pytest.fixture
def db(demo: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(demo)
    yield opened
    opened.close()


def _touches(db: sqlite3.Connection, name: str) -> Counter[int]:
    """By the weeks that have passed since."""
    rows = db.execute(
        "select occurred_on from interaction i join rep r on r.id = i.rep_id where r.name = ? and is_touch = 1",
        (name,),
    )
    monday = DAY - timedelta(days=DAY.weekday())
    return Counter((monday - date.fromisoformat(row[0]) + timedelta(days=6)).days // 7 for row in rows)


def test_it_stands_on_the_device_of_whom_it_is_asked_for(demo: Path, tmp_path: Path) -> None:
    with open_book(demo) as book:
        assert book.device.rep_name == "Petra Lang"
    with pytest.raises(NotFoundError):
        build_demo(tmp_path / "nobody.db", DAY, "Nobody")


def test_one_falls_one_is_away_one_was_not_heard_of(db: sqlite3.Connection) -> None:
    jakub, lena, tomas = (_touches(db, name) for name in ("Jakub Nowak", "Lena Vogt", "Tomás Vidal"))
    assert sum(jakub[week] for week in (1, 2, 3)) * 3 < sum(jakub[week] for week in (8, 9, 10))
    assert lena[0] == lena[1] == 0 < lena[2]
    away = "select since, until, c.name from leave x join rep r on r.id = x.rep_id join rep c on c.id = x.cover_id"
    since, until, cover = db.execute(f"{away} where r.name = 'Lena Vogt'").fetchone()
    assert since < DAY.isoformat() < until
    assert cover == "Jon Etxea"
    assert tomas[0] == 0 < tomas[2]
    seen = dict(db.execute("select p.name, x.synced_at from replica x join rep p on p.id = x.person_id"))
    assert "Petra Lang" not in seen, "the own device is in touch now"
    assert seen.pop("Tomás Vidal") < min(seen.values()) - 6 * 86_400_000
    last = "select max(i.logged_at) from interaction i join rep r on r.id = i.rep_id where r.name = 'Tomás Vidal'"
    stale = db.execute(
        "select synced_at from replica x join rep p on p.id = x.person_id where p.name like 'Tom%'"
    )
    assert db.execute(last).fetchone()[0] <= stale.fetchone()[0], "nobody saw what he wrote since"


def test_there_is_something_to_answer_to_hand_and_to_decide(db: sqlite3.Connection) -> None:
    states = Counter(db.execute("select kind, state from approval"))
    assert states == {
        ("qbr_skip", "open"): 1,
        ("tier_change", "open"): 1,
        ("handover", "open"): 1,
        ("tier_change", "refused"): 1,
    }
    subjects = "select count(*) from approval where subject_id in (select id from {})"
    assert [db.execute(subjects.format(one)).fetchone()[0] for one in ("qbr", "account", "handover")] == [
        1,
        2,
        1,
    ]
    on_its_way = "select a.name from handover h join account a on a.id = h.account_id where done_on is null"
    assert db.execute(on_its_way).fetchall() == [(HANDED_ON,)]
    silent = "select count(*) from account a join rep r on r.id = a.owner_id where r.name = 'Jakub Nowak'"
    assert db.execute(f"{silent} and segment = 'A' and due_on < ?", (DAY.isoformat(),)).fetchone() == (3,)
    missed = "select count(*) from task t join rep r on r.id = t.owner_id where t.kind = 'callback' and done_on is null"
    assert db.execute(
        f"{missed} and r.name = 'Jakub Nowak' and due_on < ?", (DAY.isoformat(),)
    ).fetchone() == (2,)


def test_numbers_are_planned_and_currencies_have_dated_rates(db: sqlite3.Connection) -> None:
    assert db.execute("select count(distinct rep_id) from target where account_id is null").fetchone() == (6,)
    assert db.execute("select distinct since, until from target").fetchall() == [("2026-10-01", "2026-12-31")]
    used = {row[0] for row in db.execute("select currency from account union select currency from deal")} - {
        None
    }
    assert used == {"EUR", "GBP", "USD"} == {row[0] for row in db.execute("select currency from rate")}
