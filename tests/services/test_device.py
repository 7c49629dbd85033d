from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError
from repcockpit.services.device import init_device, keep_holidays_ahead
from tests.services.seeding import Seed, at, fresh_book


def test_init_names_the_rep_team_zone_and_holidays(database: Path) -> None:
    book = fresh_book(database, rep=None)
    owner = init_device(
        book, " Ana  Ruiz ", team="North", timezone="Europe/Madrid", country="es", region="CN"
    )
    assert (owner.rep_name, owner.team_name, owner.zone) == ("Ana Ruiz", "North", "Europe/Madrid")
    book = book.refreshed()
    assert book.rep_id == owner.rep_id
    assert book.zone == "Europe/Madrid"
    assert book.db.execute("select count(distinct year) from public_holiday").fetchone() == (4,)


def test_init_again_takes_the_known_rep_of_that_name(database: Path) -> None:
    book = fresh_book(database)
    first = book.author_id
    other = init_device(book, "Jon Etxea").rep_id
    assert other != first
    assert init_device(book, "ANA RUIZ").rep_id == first


def test_init_is_nothing_to_undo(database: Path) -> None:
    book = fresh_book(database)
    kinds = [row[0] for row in book.db.execute("select kind from txn")]
    assert set(kinds) == {"join"}


@pytest.mark.parametrize(
    "wrong",
    [{"timezone": "Mars/Base"}, {"country": "Spain"}, {"country": "ES", "region": "ZZ"}],
)
def test_init_refuses_what_nobody_knows(database: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidValueError):
        init_device(fresh_book(database, rep=None), "Ana", **wrong)


def test_a_rep_needs_a_name(database: Path) -> None:
    with pytest.raises(InvalidValueError):
        init_device(fresh_book(database, rep=None), "  ")


def test_the_years_to_come_are_looked_up_and_due_days_move(database: Path) -> None:
    book = fresh_book(database, "2026-11-24", rep=None)
    init_device(book, "Ana Ruiz", timezone="Europe/Madrid", country="ES")
    book = book.refreshed()
    account = Seed(book).account("Northglass", "A", tracking="2029-12-15")
    due = "select due_on from account where id = ?"
    assert book.db.execute(due, (account,)).fetchone() == ("2029-12-25",)
    assert not keep_holidays_ahead(book)
    later = at(book, "2029-12-01")
    assert keep_holidays_ahead(later)
    assert later.db.execute(due, (account,)).fetchone() == ("2029-12-26",)
    assert not keep_holidays_ahead(later)


def test_the_holidays_of_everybody_are_looked_up(database: Path) -> None:
    book = fresh_book(database, "2026-11-24", rep=None)
    init_device(book, "Ana Ruiz", timezone="Europe/Madrid", country="ES")
    book = book.refreshed()
    seed = Seed(book)
    jon = seed.row("rep", {"name": "Jon Etxea", "country": "FR", "region": "nowhere"})
    account = seed.account("Northglass", "A", tracking="2026-06-30")
    with book.write("owner") as unit:
        unit.update("account", account, {"owner_id": jon, "interval_days": 14})
    due = "select due_on from account where id = ?"
    assert book.db.execute(due, (account,)).fetchone() == ("2026-07-14",)
    assert keep_holidays_ahead(book)
    assert book.db.execute(due, (account,)).fetchone() == ("2026-07-15",)
    assert not keep_holidays_ahead(book)
    seed.row("rep", {"name": "Nobody", "country": "XX"})
    assert not keep_holidays_ahead(book)
    assert not keep_holidays_ahead(book)
