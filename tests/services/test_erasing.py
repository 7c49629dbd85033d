from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from repcockpit.domain.errors import NothingToUndoError, RefusedError
from repcockpit.services.book import Book, open_book
from repcockpit.services.care import backup, keep_daily_backup, restore
from repcockpit.services.doctor import SERIOUS, database_checks
from repcockpit.services.erasing import erase_person, erase_preview, erasures, person_named
from repcockpit.services.exporting.person import person_document
from repcockpit.services.history import history, undo
from repcockpit.services.merging import merge_records
from repcockpit.services.search import search
from repcockpit.store.backup import backup_folder
from repcockpit.store.erased import Recognition
from repcockpit.sync.blanks import erased_name
from tests.services.seeding import Seed, fresh_book
from tests.tui.hostile import BAD

SECRETS = (
    "Zoraida", "Quintanilla", "zoraida@", "555777", "Sekretaria", "1980-02-03", "plays the oboe", "Zora Q", "maternity",
    "kunde-4711", "left-handed", "wants oboe money", "1970s hair", "555999",
)  # fmt: skip
"""Everything personal that `a_life` writes; none of it may be left as bytes."""


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        yield opened


def a_life(book: Book) -> bytes:
    """Zoraida, her merged twin, and what is known of her; notes that name nobody stay."""
    seed = Seed(book)
    house = seed.account("Northglass")
    twin = seed.contact("Zora Q", house, email="zora.q@x.example")
    zoraida = seed.contact(
        "Zoraida Quintanilla", house, first_name="Zoraida", last_name="Quintanilla", email="zoraida@x.example",
        phone="+34 555777 111", title="Sekretaria", birthday="1980-02-03", note="plays the oboe",
    )  # fmt: skip
    seed.met("2026-11-02", house, zoraida, note="price list of pumps")
    seed.row("contact_point", {"contact_id": zoraida, "kind": "phone", "value": "+34 555999 222"})
    seed.row("snooze", {"target_id": zoraida, "until": "2026-12-01", "reason": "maternity"})
    seed.row("external_ref", {"target_id": zoraida, "kind": "contact", "external_id": "kunde-4711"})
    seed.row("feedback", {"contact_id": zoraida, "kind": "nps", "score": 9, "note": "wants oboe money"})
    field = seed.row("custom_field", {"name": "Hand"})
    seed.row("custom_value", {"field_id": field, "target_id": zoraida, "value": "left-handed"})
    with book.write("new note for Zoraida Quintanilla") as unit:
        unit.update("contact", zoraida, {"note": "1970s hair"})
    seed.row("import_batch", {"label": "Zoraida Quintanilla.vcf", "files": "Zoraida Quintanilla.vcf"})
    merge_records(book, "contact", zoraida, twin)
    return zoraida


def bytes_of(book: Book) -> bytes:
    """The database with its write-ahead log, and every backup."""
    files = [Path(f"{book.path}{end}") for end in ("", "-wal")]
    files += [path for path in backup_folder(book.path).glob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files if path.exists())


def left_in(raw: bytes) -> list[str]:
    return [one for one in SECRETS if one.encode() in raw or one.casefold().encode() in raw]


def is_well(book: Book) -> list[str]:
    return [one.name + one.detail for one in database_checks(book.path) if not one.ok and one.name in SERIOUS]


def test_nothing_personal_is_left_as_bytes(book: Book) -> None:
    zoraida = a_life(book)
    backup(book)
    assert sorted(left_in(bytes_of(book))) == sorted(SECRETS)
    view = erase_person(book, zoraida)
    assert view.rows == {
        "contact": 2, "contact_point": 2, "custom_value": 1, "external_ref": 1, "feedback": 1, "snooze": 1
    }  # fmt: skip
    assert view.left == ()
    assert left_in(bytes_of(book)) == []
    assert is_well(book) == []
    (backed_up,) = backup_folder(book.path).glob("*.db")
    with open_book(backed_up) as copy:
        assert is_well(copy) == []


def test_what_is_no_ones_stays(book: Book) -> None:
    zoraida = a_life(book)
    erase_person(book, zoraida)
    document = person_document(book, zoraida)
    name = erased_name(zoraida)
    assert document["name"] == name
    assert document["person"]["status"] == "erased"
    assert document["person"]["role"] == "decision_maker"
    (met,) = document["held"]["interaction"]
    assert (met["note"], [one["name"] for one in met["contacts"]]) == ("price list of pumps", [name])
    assert document["held"]["feedback"][0]["score"] == 9
    assert search(book, "quintanilla") == []
    assert [(one.id, one.name, one.by) for one in erasures(book)] == [(zoraida, name, "Ana Ruiz")]


def test_an_erase_is_not_undone_and_nothing_comes_back(book: Book) -> None:
    zoraida = a_life(book)
    view = erase_person(book, zoraida)
    with pytest.raises(RefusedError):
        undo(book, (view.txn or b"").hex())
    with suppress(NothingToUndoError):
        for _ in range(40):
            undo(book)
    assert left_in(bytes_of(book)) == []
    with pytest.raises(RefusedError), book.write("again") as unit:
        unit.update("contact", zoraida, {"email": "zoraida@x.example"})
    with pytest.raises(RefusedError):
        erase_person(book, zoraida)
    assert is_well(book) == []


def test_history_tells_who_erased_and_no_value(book: Book) -> None:
    zoraida = a_life(book)
    erase_person(book, zoraida)
    told = history(book)
    assert told[0].what == "erase a person"
    assert left_in(repr(told).encode()) == []


def test_mentions_are_shown_and_go_on_request(book: Book) -> None:
    zoraida = a_life(book)
    seed = Seed(book)
    seed.met("2026-11-05", None, note="Zoraïda QUINTANILLA said so")
    seed.row("task", {"title": "call Zoraida Quintanilla", "note": "at zoraida@x.example"})
    seed.account("Zoraida Quintanilla SL")
    shown = {(one.kind, one.field, one.blanked) for one in erase_preview(book, zoraida).mentions}
    assert shown == {
        ("interaction", "note", False), ("task", "title", False), ("task", "note", False), ("account", "name", False),
        ("import_batch", "label", True), ("import_batch", "files", True),
    }  # fmt: skip
    view = erase_person(book, zoraida, with_mentions=True)
    assert {(one.kind, one.field) for one in view.mentions if not one.blanked} == {("account", "name")}
    book.db.execute("delete from account where name like 'Zoraida%'")  # by hand, so that only it is left
    raw = book.db.execute("select note from interaction where note is not null").fetchall()
    assert raw == [("price list of pumps",)]
    assert book.db.execute("select title, note from task").fetchall() == [(None, None)]
    assert search(book, "said so") == []


def test_a_preview_writes_nothing(book: Book) -> None:
    zoraida = a_life(book)
    before = book.db.total_changes
    assert erase_preview(book, zoraida).txn is None
    assert book.db.total_changes == before


def test_an_address_is_recognised_by_its_hash_alone(book: Book) -> None:
    erase_person(book, a_life(book))
    known = Recognition(book.db)
    assert [known.knows(one) for one in ("Zoraida@X.example ", "zora.q@x.example", "jon@x.example")] == [
        True,
        True,
        False,
    ]


def test_an_old_backup_does_not_bring_them_back(book: Book, tmp_path: Path) -> None:
    zoraida = a_life(book)
    old = tmp_path / "old.db"
    backup(book, old)
    erase_person(book, zoraida)
    book.close()
    restore(book.path, old)
    with open_book(book.path) as again:
        assert left_in(bytes_of(again)) == []
        assert again.db.execute("select name from contact where id = ?", (zoraida,)).fetchone() == (
            erased_name(zoraida),
        )
        assert is_well(again) == []


def test_what_a_killed_erase_left_in_files_goes_with_the_next_backup(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    zoraida = a_life(book)
    backup(book)
    with monkeypatch.context() as patch:
        patch.setattr("repcockpit.services.erasing.scrub", lambda *_: ())
        erase_person(book, zoraida)
    assert left_in(bytes_of(book)) != []
    keep_daily_backup(book)
    assert left_in(bytes_of(book)) == []


def test_somebody_in_the_bin_is_erased_too(book: Book) -> None:
    zoraida = a_life(book)
    with book.write("away") as unit:
        unit.hide("contact", zoraida)
    assert person_document(book, zoraida)["name"] == "Zoraida Quintanilla"
    erase_person(book, person_named(book, "zoraida quintanilla"))
    assert left_in(bytes_of(book)) == []
    assert is_well(book) == []


@pytest.mark.parametrize("name", BAD)
def test_any_name_can_be_erased(book: Book, name: str) -> None:
    row = Seed(book).contact(f"{name}{name}", None, note=name)
    erase_person(book, row, with_mentions=True)
    assert book.db.execute("select name, note from contact").fetchall() == [(erased_name(row), None)]
    assert is_well(book) == []
