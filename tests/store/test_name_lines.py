"""Names in memory find what the database finds, and follow what is written."""

from datetime import date
from pathlib import Path

import pytest

from repcockpit.store.reads.directory import BookDirectory
from repcockpit.store.reads.name_lines import NameLines
from tests.services.seeding import Seed, fresh_book

TODAY = date(2026, 11, 24)


def test_names_in_memory_follow_what_is_written(tmp_path: Path) -> None:
    book = fresh_book(tmp_path / "book.db")
    seed = Seed(book)
    names = NameLines(book.db)
    names.refresh()
    assert names.find(("maria",), (), 9) == []
    home = seed.account("Northglass")
    maria = seed.contact("Maria López", home, email="ml@northglass.com")
    jon = seed.contact("Jon Park", home)
    names.refresh()
    live = BookDirectory(book.db, TODAY, names, book.author_id)
    plain = BookDirectory(book.db, TODAY)
    for words in (("maria",), ("ml@north",), ("lop", "mar"), ("park",), ("zz",), ("o",)):
        assert sorted(live.people_like(words)) == sorted(plain.people_like(words))
    with book.write("rename") as unit:
        unit.update("contact", maria, {"name": "Mona López", "first_name": "Mona"})
        unit.hide("contact", jon)
    names.refresh()
    live = BookDirectory(book.db, TODAY, names, book.author_id)
    assert [one.name for one in live.people_like(("mon",))] == ["Mona López"]
    assert live.people_like(("maria",)) == []
    assert live.people_like(("jon",)) == []
    assert [one.name for one in live.people_of(home)] == ["Mona López"]
    book.close()


@pytest.mark.parametrize("count", [3, 700])
def test_the_near_come_first_then_whole_words_then_beginnings(tmp_path: Path, count: int) -> None:
    book = fresh_book(tmp_path / "book.db")
    with book.write("many") as unit:
        unit.insert_many("contact", [{"name": f"Ximay Other {number}"} for number in range(count)])
        unit.insert_many("contact", [{"name": "Mayer Lang"}, {"name": "Lee May"}, {"name": "Zoe Dumay"}])
    names = NameLines(book.db)
    names.refresh()
    rows = dict(book.db.execute("select name, rowid from contact").fetchall())
    found = names.find(("may",), {rows["Zoe Dumay"]}, 3)
    assert found == [rows["Zoe Dumay"], rows["Lee May"], rows["Mayer Lang"]]
    assert len(names.find(("may",), (), 10_000)) == count + 3
    assert names.find(("maye",), (), 9) == [rows["Mayer Lang"]]
    book.close()


def test_people_among_many_other_rows_of_one_write_are_found(tmp_path: Path) -> None:
    book = fresh_book(tmp_path / "book.db")
    names = NameLines(book.db)
    names.refresh()
    with book.write("import") as unit:
        unit.insert_many("account", [{"name": f"Acme {number}"} for number in range(900)])
        unit.insert_many("contact", [{"name": f"Maria {number}"} for number in range(40)])
    names.refresh()
    assert len(names.find(("maria",), (), 99)) == 40
    book.close()
