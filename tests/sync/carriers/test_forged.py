"""A frame whose name is not its own must not stand for the real one."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from repcockpit.services.book import open_book
from repcockpit.services.device import init_device
from repcockpit.services.syncing import join_team, sync_now


def test_a_frame_that_lies_about_its_name_is_damage_and_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "share" / "team.rcsync"
    target.parent.mkdir()
    monkeypatch.setenv("REPCOCKPIT_HOME", str(tmp_path / "home"))
    with open_book(tmp_path / "a.db") as a, open_book(tmp_path / "b.db") as b:
        init_device(a, "Ana Ruiz", team="North")
        sync_now(a, str(target))
        join_team(b, str(target), "Tom Fox")
        first = _newest(b.db)
        with b.write("add") as unit:
            unit.insert("tag", {"name": "real"})
        sync_now(b)
        raw = target.read_bytes()
        place = raw.index(_identity(b.db, first + 1))
        forged = bytearray(raw)
        start = raw.rindex(b"RCF1", 0, place)
        forged[start + 12 : start + 14] = b"\x00\x03"
        forged[start + 176 : start + 184] = hashlib.sha256(forged[start : start + 176]).digest()[:8]
        target.write_bytes(forged)
        assert sync_now(a).damaged_frames == 1
        sync_now(b)
        sync_now(a)
        assert a.db.execute("select name from tag").fetchall() == [("real",)]


def _newest(db: sqlite3.Connection) -> int:
    return int(db.execute("select max(no) from sync_frame").fetchone()[0])


def _identity(db: sqlite3.Connection, no: int) -> bytes:
    return bytes(
        db.execute("select identity from sync_frame where no >= ? order by no limit 1", (no,)).fetchone()[0]
    )
