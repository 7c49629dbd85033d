from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, NotFoundError, RefusedError, UsageError
from repcockpit.services.book import Book
from repcockpit.services.interactions import read_line, save_draft
from repcockpit.services.learning.library import bring_to, library_of, who_got
from repcockpit.services.learning.sharing import add_item, item_called, note_reaction, place_of, share_item
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with fresh_book(tmp_path / "book.db") as found:
        yield found


def item(book: Book, title: str) -> bytes:
    found = item_called(book, title)
    assert found is not None
    return found


def test_a_path_a_link_or_a_note(book: Book) -> None:
    assert place_of("https://x.org/a") == place_of("www.x.org") == "url"
    assert place_of("~/study.pdf") == place_of("C:\\papers\\a.pdf") == place_of("/papers/a") == "path"
    assert place_of("call them first") == place_of("") == "note"
    add_item(book, "Study", "/nowhere/study.pdf", "study", ["Glass", "glass", ""])
    add_item(book, "To write", writer_id=book.author_id, due_on=date(2026, 12, 1))
    rows = library_of(book).rows
    assert [(row.item.title, row.item.path, row.item.is_to_write) for row in rows] == [
        ("To write", None, True),
        ("Study", "/nowhere/study.pdf", False),
    ]
    assert rows[0].writer is not None
    assert rows[0].writer.name == "Ana Ruiz"
    assert set(rows[1].item.sectors) == {"Glass", "glass"}
    with pytest.raises(UsageError):
        add_item(book, " ")
    with pytest.raises(InvalidValueError):
        add_item(book, "x", kind="gossip")


def test_nobody_gets_an_item_twice_unawares(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass", sector="Glass")
    maria, jon = (seed.contact(name, house) for name in ("Maria", "Jon"))
    add_item(book, "Silica limit", "note", "study", ["glass"])
    study = item(book, "silica LIMIT")
    assert library_of(book).rows[0].unsent == 1
    assert library_of(book, house).rows[0].unsent == 2
    share_item(book, study, maria, None, "useful")
    assert library_of(book).rows[0].unsent == 0
    row = library_of(book, house).rows[0]
    assert (row.got, row.useful, row.unsent) == (1, 1, 1)
    with pytest.raises(RefusedError, match="Maria had it"):
        share_item(book, study, maria, house)
    share_item(book, study, maria, house, is_again=True)
    share_item(book, study, jon, house)
    got = who_got(book, study)
    assert [one.contact.name for one in got if one.contact] == ["Jon", "Maria", "Maria"]
    note_reaction(book, "share", got[0].id, "no")
    assert who_got(book, study)[0].reaction == "no"
    with pytest.raises(InvalidValueError):
        note_reaction(book, "share", got[0].id, "great")
    with pytest.raises(NotFoundError):
        share_item(book, b"x" * 16, maria, house)
    with pytest.raises(UsageError):
        share_item(book, study, None, None)


def test_one_item_is_proposed_per_visit(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass", sector="Glass")
    maria = seed.contact("Maria", house)
    for title, sectors in (("For all", ()), ("For foundries", ("foundry",)), ("For glass", ("glass",))):
        add_item(book, title, "n", sectors=sectors)
    first = bring_to(book, maria, house)
    assert first.item is not None
    assert (first.item.title, first.left, first.last_on) == ("For glass", 1, None)
    share_item(book, first.item.id, maria, house, "neutral")
    second = bring_to(book, maria, house)
    assert second.item is not None
    assert (second.item.title, second.left) == ("For all", 0)
    assert (second.last_title, second.last_on, second.reaction) == (
        "For glass",
        date(2026, 11, 24),
        "neutral",
    )
    share_item(book, second.item.id, None, house)
    assert bring_to(book, maria, house).item is None, "what the account got, everybody there had"


def test_a_line_that_brings_an_item_of_the_library_shares_it(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    maria = seed.contact("Maria López", house)
    save_draft(book, read_line(book, "call maria: hello +b Silica limit"))
    add_item(book, "silica limit", "n")
    study = item(book, "Silica limit")
    assert [one.kind for one in who_got(book, study)] == ["info"], "what was brought before counts too"
    logged, _ = save_draft(book, read_line(book, "call maria: again +b Sílica Limit"))
    assert logged.info_ids == (study,)
    assert [one.kind for one in who_got(book, study)] == ["share", "info"]
    share = book.db.execute("select contact_id, account_id, brought_on, interaction_id from share").fetchone()
    assert share == (maria, house, "2026-11-24", logged.interaction_id)
