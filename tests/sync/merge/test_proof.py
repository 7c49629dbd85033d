"""The log rebuilds the rows; whatever was written past it is found."""

import sqlite3
from pathlib import Path

import pytest

from repcockpit.store.schema import SYNCED
from repcockpit.sync.joining import publish_own
from repcockpit.sync.merge.proof import differences
from tests.store.rows import agrees, hide, insert, undo, update
from tests.sync.merge.devices import Device


def _loose(db: sqlite3.Connection) -> None:
    for table in SYNCED:
        for name in ("add", "cut", "set"):
            db.execute(f"drop trigger guard_{table}_{name}")


def test_the_log_alone_gives_the_rows(db: sqlite3.Connection) -> None:
    row = insert(db, "account", name="Acme", city="Lyon")
    update(db, "account", row, street="Main St 1")
    hide(db, "account", row)
    undo(db)
    assert agrees(db)


@pytest.mark.parametrize("is_edited", [False, True])
@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        ("update tag set name = 'x'", "name differs from the log"),
        ("update tag set name = null", "name differs from the log"),
        ("update tag set _hidden = 1", "in the bin, the log says otherwise"),
        ("update tag set _dots = x'80'", "its dots differ from the log"),
        ("delete from tag", "is in the log and not in its table"),
        ("insert into tag (id, _dots) values (x'01', x'80')", "01 is not in the log"),
    ],
)
def test_harm_is_found(db: sqlite3.Connection, harm: str, sentence: str, is_edited: bool) -> None:
    row = insert(db, "tag", name="a")
    if is_edited:
        update(db, "tag", row, name="b")
    _loose(db)
    db.execute(harm)
    assert any(sentence in found for found in differences(db)), list(differences(db))


def test_a_lost_part_of_the_log_is_found(db: sqlite3.Connection) -> None:
    row = insert(db, "tag", name="a")
    update(db, "tag", row, name="b")
    db.execute("delete from change where txn_no = 2")
    assert list(differences(db))


def test_what_lay_in_the_bin_when_a_book_joined_is_told_by_its_own_log(tmp_path: Path) -> None:
    one = Device(tmp_path, "a")
    gone = one.insert("account", name="Northglass")
    one.hide("account", gone)
    kept = one.insert("task", title="Call")
    publish_own(one.db, "Nia", zone="UTC")
    one.update("task", kept, note="later")
    assert list(differences(one.db)) == []
