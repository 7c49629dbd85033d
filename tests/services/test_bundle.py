"""The bundle for somebody who helps: numbers and versions, and not one name, of whatever lies in the book."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from repcockpit import paths
from repcockpit.domain.errors import ExistsError
from repcockpit.services import doctor as doctors
from repcockpit.services.book import open_book
from repcockpit.services.bundle import write_bundle
from repcockpit.services.crash_report import report_text
from repcockpit.services.doctor import doctor
from repcockpit.services.erasing import erase_person
from repcockpit.services.numbers import set_number
from repcockpit.store.database import immediate
from repcockpit.store.schema import DERIVED, SYNCED
from tests.services.seeding import Seed, fresh_book
from tests.services.twins import Twins
from tests.sync.members import Member, until_quiet

MARK = "Zyxwen"
"""Part of every name, note, address, number of a person and file in the book."""
RULED = frozenset({
    "status", "kind", "type", "segment", "segment_by", "role", "support", "outcome", "direction", "source", "stage",
    "impact", "urgency", "state", "priority", "potential", "currency", "country", "timezone", "zone", "hours",
    "cadence_rule", "since", "until",
})  # fmt: skip
"""Text columns that hold words of the program, days and zones."""


def _is_free(column: str) -> bool:
    return column not in RULED and not column.endswith(("_on", "_date", "_id"))


def _seeded_everywhere(book: Any) -> set[str]:
    """One row in each table with the mark in every column of free text; the tables that have one."""
    marked = set()
    for table in SYNCED:
        shape = book.db.execute(f"pragma table_info({table})").fetchall()
        texts = [
            str(row[1])
            for row in shape
            if str(row[2]).lower() == "text" and row[1] not in DERIVED.get(table, ()) and row[1][0] != "_"
        ]
        free = [one for one in texts if _is_free(one)]
        if free:
            fields = {
                one: f"{MARK} {table} {one} {MARK.lower()}@{MARK.lower()}.example +34 600 {MARK}"
                for one in free
            }
            with book.write("seed") as unit:
                row_id = unit.insert(
                    table, {"name": f"{MARK} {table}"} if "name" in free else {free[0]: MARK}
                )
            with immediate(book.db):
                book.db.execute(
                    f"update {table} set {', '.join(f'{one} = ?' for one in fields)} where id = ?",
                    (*fields.values(), row_id),
                )
            marked.add(table)
    return marked


@pytest.fixture
def book_path(tmp_path: Path) -> Path:
    """A book named after a customer, full of marks, in a team whose other member is one as well."""
    (tmp_path / f"share {MARK}").mkdir()
    target = tmp_path / f"share {MARK}" / f"{MARK}.rcsync"
    ana = Member(tmp_path, f"Ana {MARK}", target, team=f"Team {MARK}")
    bea = Member(tmp_path, f"Bea {MARK}", target, team=f"Team {MARK}")
    ana.add(f"{MARK} house")
    until_quiet(ana, bea)
    bea.set(f"{MARK} house", f"city={MARK}ville")
    ana.set(f"{MARK} house", f"city={MARK}burg")
    until_quiet(bea, ana)
    with open_book(ana.path) as book, immediate(book.db):
        book.db.execute("update replica set device_name = ?", (f"{MARK}-laptop",))
    path = ana.path.rename(ana.path.with_name(f"{MARK}.db"))
    for end in ("-wal", "-shm"):
        side = ana.path.with_name(ana.path.name + end)
        if side.exists():
            side.rename(path.with_name(path.name + end))
    return path


def _fill(path: Path) -> set[str]:
    with open_book(path) as book:
        seed = Seed(book)
        account = seed.account(f"{MARK} GmbH", tracking="2019-01-01")
        for number in range(3):
            person = seed.contact(
                f"Mara {MARK} {number}", account, tracking="2019-01-01", email=f"m{number}@{MARK}.example"
            )
            seed.met("2019-02-01", account, person, note=f"about {MARK}")
        erase_person(book, person)
        set_number(book, "retention.months", ["value=12"])
        return _seeded_everywhere(book)


def _texts(bundle: Path) -> dict[str, str]:
    with zipfile.ZipFile(bundle) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def _crash() -> None:
    folder = paths.log_folder()
    folder.mkdir(parents=True)
    with pytest.raises(ValueError, match=MARK) as caught:
        int(f"no such customer: {MARK}")
    (folder / "crash-20261124-091200.txt").write_text(report_text(caught.value, "log"), "utf-8")
    (folder / f"crash-{MARK}.txt").write_text(f"a note of mine about {MARK}", "utf-8")


def test_no_name_of_anybody_is_in_it(book_path: Path, tmp_path: Path) -> None:
    marked = _fill(book_path)
    assert {
        "account",
        "contact",
        "interaction",
        "task",
        "request",
        "import_batch",
        "approval",
        "rep",
        "team",
    } <= marked
    _crash()
    settings = paths.settings_file()
    settings.parent.mkdir(parents=True)
    settings.write_text(f'them = "{MARK}"\n{MARK} = "x"\n', "utf-8")
    view = doctor(book_path)
    assert any(MARK in one.detail for one in view.checks), "what is shown on the own screen does hold names"
    texts = _texts(write_bundle(view, tmp_path / "out.zip"))
    assert set(texts) == {"doctor.json", "facts.json", "crash-20261124-091200.txt"}
    for name, text in texts.items():
        assert MARK.lower() not in text.lower(), name
        assert str(tmp_path) not in text, name
    facts = json.loads(texts["facts.json"])
    assert facts["rows"]["account"] >= 3
    assert facts["sync"]["devices"] >= 2
    assert facts["sync"]["versions"]["own"] in facts["sync"]["versions"]["devices"]
    assert {"open", "today", "count"} <= facts["seconds"].keys()
    assert facts["schema"] >= 5


def test_what_could_not_be_looked_at_keeps_its_message_to_itself(
    book_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_db: object) -> Any:
        raise ValueError(f"cannot read {MARK}")

    monkeypatch.setattr(
        doctors, "_QUESTIONS", (("log", breaks), ("a check of tomorrow", lambda _db: (True, MARK)))
    )
    view = doctor(book_path)
    texts = _texts(write_bundle(view, tmp_path / "out.zip"))
    assert MARK not in "".join(texts.values())
    told = {one["name"]: one for one in json.loads(texts["doctor.json"])["checks"]}
    assert told["log"] == {"name": "log", "ok": False, "detail": "could not be looked at"}


def test_a_damaged_book_and_none_at_all(tmp_path: Path) -> None:
    damaged = tmp_path / f"{MARK}.db"
    damaged.write_text(f"{MARK} is no database")
    for place in (damaged, tmp_path / f"no {MARK}.db"):
        texts = _texts(write_bundle(doctor(place), tmp_path / "out.zip", force=True))
        assert MARK not in "".join(texts.values())
        assert "error" in json.loads(texts["facts.json"])
    with pytest.raises(ExistsError):
        write_bundle(doctor(damaged), tmp_path / "out.zip")


def test_every_kind_of_record_is_only_counted(database: Path, tmp_path: Path) -> None:
    with fresh_book(database) as book:
        Twins(book)
        names = {
            str(name)
            for (name,) in book.db.execute(
                "select name from account union select name from contact union select title from task"
            )
        }
    texts = _texts(write_bundle(doctor(database), tmp_path / "out.zip"))
    whole = "".join(texts.values())
    assert names
    assert not [name for name in names if name in whole]
    assert json.loads(texts["facts.json"])["rows"]["training_person"] == 1
