"""Imports on a connection of their own: the rep of the device, and nothing left of what was stopped."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from repcockpit.services.book import Book
from repcockpit.services.device import country_of_zone, reread_owner
from repcockpit.services.history import undo
from repcockpit.services.importing import ImportCancelledError, ImportOptions
from repcockpit.services.importing.apart import Person, import_apart, preview_apart
from repcockpit.services.importing.ownership import owners_here
from tests.services.seeding import fresh_book

Write = Callable[[str, str], Path]
OWNED = "Account Name,Owner\nNorthglass,Ana Ruiz\nLabdrill,Ana Ruiz\nQuenia,Jon Vidal\n"


def _owners(book: Book) -> dict[str, str]:
    rows = book.db.execute(
        "select a.name, r.name from account a join rep r on r.id = a.owner_id where a._hidden = 0"
    )
    return dict(rows.fetchall())


def test_the_owner_at_the_keyboard_becomes_the_devices_rep(database: Path, write: Write) -> None:
    path = write("accounts.csv", OWNED)
    with fresh_book(database, rep=None) as book:
        person = Person("Ana Ruiz Gil", "Ana Ruiz", "Europe/Madrid", "ES")
        report = import_apart(book, [path], ImportOptions(), person)
        assert report.totals.created == 3
        reread_owner(book)
        assert (book.device.rep_name, book.zone, book.device.rep_country) == (
            "Ana Ruiz Gil",
            "Europe/Madrid",
            "ES",
        )
        assert _owners(book) == {
            "Northglass": "Ana Ruiz Gil",
            "Labdrill": "Ana Ruiz Gil",
            "Quenia": "Jon Vidal",
        }
        found = owners_here(book)
        assert [(one.name, one.accounts, one.is_me) for one in found] == [
            ("Ana Ruiz Gil", 2, True),
            ("Jon Vidal", 1, False),
        ]
        undo(book, None)
        assert _owners(book) == {}
        assert book.refreshed().device.rep_name == "Ana Ruiz Gil", "undoing the import is not leaving"


def test_a_known_rep_may_be_an_owner_under_another_word(book: Book, write: Write) -> None:
    path = write("accounts.csv", OWNED.replace("Ana Ruiz", "ruiz@x.example"))
    preview = preview_apart(book, [path], ImportOptions())
    assert preview.has_rep
    assert preview.asks_owner
    import_apart(book, [path], ImportOptions(me="ruiz@x.example"))
    assert _owners(book) == {"Northglass": "Ana Ruiz", "Labdrill": "Ana Ruiz", "Quenia": "Jon Vidal"}
    other = write("more.csv", "Account Name,Owner\nKan-code,Jon Vidal\n")
    assert not preview_apart(book, [other], ImportOptions()).asks_owner, "who has accounts is not asked again"


def test_a_stopped_import_leaves_no_trace_of_the_rep_either(database: Path, write: Write) -> None:
    path = write("accounts.csv", OWNED)
    with fresh_book(database, rep=None) as book:
        options = ImportOptions(cancelled=lambda: True)
        with pytest.raises(ImportCancelledError):
            import_apart(book, [path], options, Person("Ana Ruiz", "Ana Ruiz"))
        assert book.refreshed().device.rep_id is None
        assert book.db.execute("select count(*) from rep where _hidden = 0").fetchone() == (0,)
        assert book.db.execute("select count(*) from account").fetchone() == (0,)


def test_a_thread_may_preview_and_import_while_the_book_is_read(book: Book, write: Write) -> None:
    path = write("accounts.csv", OWNED)
    seen: list[int] = []

    def work() -> None:
        seen.append(preview_apart(book, [path], ImportOptions()).report.totals.created)
        seen.append(import_apart(book, [path], ImportOptions()).totals.created)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [3, 3]
    assert len(_owners(book)) == 3


def test_a_zone_names_its_country_where_it_can() -> None:
    assert country_of_zone("Europe/Madrid") == "ES"
    assert country_of_zone("Etc/UTC") is None
