"""The sample book: the same day gives the same rows, and Today looks like a day's work."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from repcockpit.domain import handover, words
from repcockpit.services.book import Book, open_book
from repcockpit.services.demo import build_demo
from repcockpit.services.demo.pen import Pen
from repcockpit.services.demo.people import write_team
from repcockpit.services.today.day import today_view
from repcockpit.store.schema import SYNCED, table_shape
from repcockpit.sync.merge.proof import differences

DAY = date(2026, 11, 24)
WORDS = {
    ("interaction", "type"): words.INTERACTION_TYPES,
    ("interaction", "status"): words.INTERACTION_STATUSES,
    ("interaction", "outcome"): words.CALL_OUTCOMES,
    ("interaction", "direction"): words.DIRECTIONS,
    ("task", "kind"): words.TASK_KINDS,
    ("task", "status"): words.TASK_STATUSES,
    ("task", "priority"): words.PRIORITIES,
    ("contact", "role"): words.BUYING_ROLES,
    ("contact", "status"): words.CONTACT_STATUSES,
    ("contact_role", "role"): words.BUYING_ROLES,
    ("contact_point", "kind"): words.CONTACT_POINT_KINDS,
    ("account", "status"): words.ACCOUNT_STATUSES,
    ("account", "segment"): words.SEGMENTS,
    ("account", "segment_by"): words.SEGMENT_SOURCES,
    ("account", "potential"): words.POTENTIALS,
    ("request", "type"): words.REQUEST_TYPES,
    ("request", "impact"): words.LEVELS,
    ("request", "urgency"): words.LEVELS,
    ("idea", "status"): words.IDEA_STATUSES,
    ("info", "kind"): words.INFO_KINDS,
    ("info", "reaction"): words.REACTIONS,
    ("share", "reaction"): words.REACTIONS,
    ("interaction", "note_kind"): words.NOTE_KINDS,
    ("contact", "support"): words.SUPPORTS,
    ("contact", "preferred_channel"): words.CHANNELS,
    ("seat", "level"): words.CONTACT_LEVELS,
    ("seat", "role"): words.BUYING_ROLES,
    ("fact", "kind"): words.FACT_KINDS,
    ("feedback", "kind"): words.FEEDBACK_KINDS,
    ("training", "kind"): words.TRAINING_KINDS,
    ("deal", "stage"): words.DEAL_STAGES,
    ("rep", "role"): words.REP_ROLES,
    ("handover_item", "item"): [one.name for one in handover.ITEMS if one.is_tick],
}
LINKS = {
    "manager_id": "rep", "team_id": "team", "owner_id": "rep", "rep_id": "rep", "by_id": "rep", "cover_id": "rep",
    "account_id": "account", "primary_account_id": "account", "parent_id": "account", "contact_id": "contact",
    "reports_to_id": "contact", "primary_contact_id": "contact", "interaction_id": "interaction",
    "request_id": "request", "training_id": "training", "tag_id": "tag", "field_id": "custom_field",
    "qbr_id": "qbr", "info_id": "info", "writer_id": "rep", "from_id": "rep", "to_id": "rep", "asked_by_id": "rep",
    "decided_by_id": "rep", "handover_id": "handover",
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    build_demo(path, DAY)
    return path


@pytest.fixture
def db(demo: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(demo)
    yield opened
    opened.close()


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    db = sqlite3.connect(path)
    try:
        return {
            table: db.execute(
                f"select id, _hidden, {', '.join(table_shape(db, table).columns)} from {table} order by id"
            ).fetchall()
            for table in SYNCED
        }
    finally:
        db.close()


def _count(db: sqlite3.Connection, what: str) -> int:
    return int(db.execute(f"select count(*) from {what}").fetchone()[0])


def test_the_same_day_gives_the_same_rows(demo: Path, tmp_path: Path) -> None:
    build_demo(tmp_path / "again.db", DAY)
    assert _rows(tmp_path / "again.db") == _rows(demo)


def test_another_day_gives_other_ids(demo: Path, tmp_path: Path) -> None:
    build_demo(tmp_path / "next.db", DAY + timedelta(days=1))
    former = {row[0] for row in _rows(demo)["contact"]}
    assert former.isdisjoint(row[0] for row in _rows(tmp_path / "next.db")["contact"])


def test_counts(db: sqlite3.Connection) -> None:
    assert _count(db, "rep where role = 'rep'") == 6
    assert _count(db, "rep where role = 'manager'") == 1
    assert _count(db, "account") == 78
    assert _count(db, "contact") == 354
    assert _count(db, "interaction") > 4_000
    first, last = db.execute(
        "select min(occurred_on), max(occurred_on) from interaction where status = 'completed'"
    ).fetchone()
    assert date.fromisoformat(first) <= DAY - timedelta(days=650)
    assert date.fromisoformat(last) <= DAY
    assert _count(db, "interaction where logged_at > occurred_at + 90000000 and status = 'completed'") == 0


@pytest.mark.parametrize("day", ["2026-11-23", "2026-01-15", "2026-02-23"])
def test_no_account_is_left_without_people(day: str) -> None:
    counts = [len(place.people) for place in write_team(Pen(date.fromisoformat(day))).places]
    assert (sum(counts), min(counts)) == (300, 3), "the last account takes who is left"


def test_every_kind_of_work_is_there(db: sqlite3.Connection) -> None:
    empty = {"external_ref", "source", "setting", "import_batch", "import_shape"}
    assert {table for table in SYNCED if not _count(db, table)} == empty
    kinds = {row[0] for row in db.execute("select distinct type from interaction")}
    assert kinds == set(words.INTERACTION_TYPES) - {"event", "training"}
    assert {row[0] for row in db.execute("select distinct stage from deal")} == set(words.DEAL_STAGES)
    assert {row[0] for row in db.execute("select distinct status from contact")} == set(
        words.CONTACT_STATUSES
    ) - {"erased"}


@pytest.mark.parametrize(("place", "allowed"), WORDS.items(), ids=lambda one: ".".join(one[:2]))
def test_words_are_of_the_vocabulary(
    db: sqlite3.Connection, place: tuple[str, str], allowed: tuple[str, ...]
) -> None:
    table, column = place
    found = {
        row[0] for row in db.execute(f"select distinct {column} from {table} where {column} is not null")
    }
    assert found
    assert found <= set(allowed)


def test_every_link_leads_somewhere(db: sqlite3.Connection) -> None:
    for table in SYNCED:
        for column in table_shape(db, table).columns:
            if column in LINKS:
                lost = (
                    f"{table} where {column} is not null and {column} not in (select id from {LINKS[column]})"
                )
                assert _count(db, lost) == 0, lost


def test_names_are_unique_and_speak_many_languages(db: sqlite3.Connection) -> None:
    names = Counter(row[0] for row in db.execute("select name from contact"))
    assert max(names.values()) == 1
    assert _count(db, "account where country = 'JP'") == 1
    assert len({row[0] for row in db.execute("select country from account")}) >= 12
    assert any(not name.isascii() for name in names)


def test_the_log_tells_the_same_rows_and_history_has_an_author(db: sqlite3.Connection) -> None:
    assert list(differences(db)) == []
    authors = {row[0] for row in db.execute("select author_id from txn")}
    ana = db.execute("select id from rep where name = 'Ana Ruiz'").fetchone()[0]
    petra = db.execute("select id from rep where name = 'Petra Lang'").fetchone()[0]
    assert authors == {ana, petra}
    assert dict(db.execute("select key, value from meta where key in ('rep_id', 'is_demo')")) == {
        "rep_id": ana,
        "is_demo": 1,
    }


def _groups(path: Path, now: str) -> Counter[str]:
    with open_book(path, now=now) as book:
        return Counter(item.group for item in today_view(book).items)


def test_today_is_a_days_work(demo: Path) -> None:
    with open_book(demo, now=f"{DAY}T09:12:00+01:00") as book:
        view = today_view(book)
        assert _shown(book) == {
            "María López",
            "Jon Park",
            "Owen Reed",
            "Nora Falk",
            "Ingrid Dahl",
            "Rita Schmidt",
        }
    assert view.rep_name == "Ana Ruiz"
    assert view.is_demo
    groups = Counter(item.group for item in view.items)
    assert groups["now"] == 4
    assert groups["today"] == 2
    assert groups["catch_up"] == 5
    assert groups["setup"] == 0
    assert "Bo Lind" in {item.contact_name for item in view.items if item.group == "catch_up"}


def _shown(book: Book) -> set[str]:
    due = [item for item in today_view(book).items if item.group == "due" and item.kind != "task"]
    return {item.contact_name or "" for item in due}


@pytest.mark.parametrize(
    "shift", [1, *(pytest.param(day, marks=pytest.mark.slow) for day in range(4, 22, 3))]
)
def test_every_day_of_the_week_has_its_work(tmp_path: Path, shift: int) -> None:
    day = DAY + timedelta(days=shift)
    build_demo(tmp_path / "demo.db", day)
    groups = _groups(tmp_path / "demo.db", f"{day}T09:12:00+01:00")
    assert groups["now"] == 4
    assert groups["today"] == 2
    assert 5 <= groups["due"] <= 10
    assert groups["catch_up"] == 5
    assert 4 <= groups["week"] <= 8


def test_nothing_happens_to_a_request_before_it_was_opened(db: sqlite3.Connection) -> None:
    early = db.execute(
        "select r.title, e.kind from request r join request_event e on e.request_id = r.id where e.at < r.opened_at"
    )
    assert early.fetchall() == []
