"""The gaps found last are read again by the next process, and only while they still hold."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from repcockpit import __version__
from repcockpit.domain.views.coverage import Flag
from repcockpit.domain.views.today import TodayView
from repcockpit.services.book import Book, open_book
from repcockpit.services.coverage import worst
from repcockpit.services.demo import build_demo
from repcockpit.services.interactions.saving import save_lines
from repcockpit.services.record_edits import set_record, snooze_record
from repcockpit.services.today import gaps as finding
from repcockpit.services.today import learning
from repcockpit.services.today.day import today_view
from repcockpit.services.today.kept_gaps import KEY

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "demo.db"
    build_demo(path, DAY)
    return path


@pytest.fixture
def path(demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo, tmp_path / "demo.db"))


def day(path: Path, now: str = f"{DAY}T09:12") -> TodayView:
    with open_book(path, now=now) as book:
        return today_view(book)


def test_the_next_process_gets_the_same_rows_without_looking(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = day(path)
    assert [item for item in first.items if item.group == "gaps"]
    monkeypatch.setattr(finding, "_found", None)
    assert day(path) == first


def test_another_day_or_a_write_finds_them_anew(path: Path) -> None:
    first = day(path)
    assert day(path, "2026-11-25T09:12") != first
    gap = next(item for item in day(path).items if item.group == "gaps" and item.account_name)
    with open_book(path, now=f"{DAY}T09:12") as book:
        snooze_record(book, "account", gap.account_name or "", "2026-12-24", "closed")
    later = day(path)
    assert gap.account_name not in {item.account_name for item in later.items if item.group == "gaps"}


def test_what_cannot_be_read_or_written_costs_nothing(path: Path) -> None:
    first = day(path)
    for text in ("{", "[]", '{"state": 1}', "null", "\x00"):
        db = sqlite3.connect(path)
        db.execute("update meta set value = ? where key = ?", (text, KEY))
        db.commit()
        db.close()
        assert day(path) == first
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("delete from meta where key = ?", (KEY,))
    db.execute("begin immediate")
    assert day(path) == first
    db.execute("rollback")
    db.close()
    path.chmod(0o400)
    assert day(path) == first


def _forget(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("delete from meta where key = ?", (KEY,))
    db.commit()
    db.close()


def _link(book: Book) -> None:
    (person,) = book.db.execute("select id from contact where name = ?", (_PERSON,)).fetchone()
    with book.write("link") as unit:
        for (account,) in book.db.execute("select id from account where root_id is null").fetchall():
            unit.insert("contact_account", {"contact_id": person, "account_id": account})


_PERSON = "Luís Prado"
_CALL = f"call {_PERSON}: late sand"
_WRITES: dict[str, Callable[[Book, str], object]] = {
    "account": lambda book, name: set_record(book, "account", name, ["segment=C"]),
    "person": lambda book, _: set_record(book, "contact", _PERSON, ["support=enemy"]),
    "call": lambda book, _: save_lines(book, [_CALL]),
    "snooze": lambda book, name: snooze_record(book, "account", name, "2026-12-24", "closed"),
    "link": lambda book, _: _link(book),
}


@pytest.mark.parametrize("write", _WRITES)
def test_after_a_write_what_still_holds_is_taken_and_the_same_is_found(path: Path, write: str) -> None:
    before = day(path)
    name = next(item.account_name for item in before.items if item.group == "gaps" and item.account_name)
    with open_book(path, now=f"{DAY}T09:12") as book:
        _WRITES[write](book, name)
    from_parts = day(path)
    assert day(path) == from_parts
    _forget(path)
    assert day(path) == from_parts


def test_after_a_write_only_what_it_was_about_is_judged_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day(path)
    with open_book(path, now=f"{DAY}T09:12") as book:
        save_lines(book, [_CALL])
    judged: list[bytes] = []
    was = worst._standing

    def look(book: Book, accounts: Sequence[bytes], today: date) -> dict[bytes, tuple[Flag, ...]]:
        judged.extend(accounts)
        return was(book, accounts, today)

    monkeypatch.setattr(worst, "_standing", look)
    monkeypatch.setattr(learning, "training_items", None)
    day(path)
    assert len(judged) <= 1


def test_parts_that_cannot_be_read_are_found_anew(path: Path) -> None:
    first = day(path)
    for parts in ("", "{", "[]", '{"version": "0"}', f'{{"version": "{__version__}", "networks": [1]}}'):
        db = sqlite3.connect(path)
        db.execute("update meta set value = ? where key = ?", (f"null\n{parts}", KEY))
        db.commit()
        db.close()
        assert day(path) == first
