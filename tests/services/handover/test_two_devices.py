"""Two devices of one team hand over the same account while apart: nothing is lost, a difference is a conflict to settle."""

from pathlib import Path

import pytest

from repcockpit.services.book import open_book
from repcockpit.services.conflicts import conflicts_view
from repcockpit.services.handover.naming import accounts_typed, standing, taker_named
from repcockpit.services.handover.reading import at_accounts, underway
from repcockpit.services.handover.steps import begin, tick
from repcockpit.services.handover.transferring import transfer
from repcockpit.store.reads.handover import accounts_named
from tests.sync.members import Member, until_quiet


@pytest.fixture
def team(tmp_path: Path) -> tuple[Member, Member]:
    (tmp_path / "share").mkdir()
    target = tmp_path / "share" / "team.rcsync"
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    until_quiet(ana, bea)
    ana.add("Northglass", "owner=Ana")
    until_quiet(ana, bea)
    return ana, bea


def begun(member: Member, to: str) -> None:
    with open_book(member.path) as book:
        found = accounts_typed(book, ["Northglass"])
        begin(book, accounts_named(book.db, found), taker_named(book, to).id)


def seen(member: Member) -> list[tuple[int, str | None, int]]:
    with open_book(member.path, rep="all") as book:
        return [
            (one.readiness, one.taker.name if one.taker else None, len(underway(book).accounts))
            for one in at_accounts(book, accounts_typed(book, ["Northglass"])).accounts
        ]


def test_the_same_handover_begun_twice_is_one(team: tuple[Member, Member]) -> None:
    ana, bea = team
    begun(ana, "Bea")
    begun(bea, "Bea")
    with open_book(ana.path) as book:
        tick(book, accounts_typed(book, ["Northglass"])[0], "customer_told", who="Petra Vogt")
    with open_book(bea.path) as book:
        tick(book, accounts_typed(book, ["Northglass"])[0], "check_30")
    until_quiet(ana, bea)
    assert seen(ana) == seen(bea)
    assert len(seen(ana)) == 1
    assert ana.ask("select count(*) from handover where _hidden = 0") == [1]
    with open_book(ana.path) as book:
        (one,) = underway(book).accounts
    assert {item.item for item in one.items if item.met} >= {"customer_told", "check_30"}


def test_two_takers_are_an_ordinary_conflict(team: tuple[Member, Member]) -> None:
    ana, bea = team
    with open_book(ana.path) as book, book.write("rep") as unit:
        unit.insert("rep", {"name": "Carl", "role": "rep"})
    until_quiet(ana, bea)
    begun(ana, "Bea")
    begun(bea, "Carl")
    until_quiet(ana, bea)
    assert seen(ana) == seen(bea)
    with open_book(ana.path) as book:
        found = conflicts_view(book)
    assert [(view.subject.title, view.fields[0].label) for view in found] == [("Northglass", "who gets it")]
    assert {value.value for value in found[0].fields[0].values} == {"Bea", "Carl"}


def test_transferred_on_one_and_ticked_on_the_other(team: tuple[Member, Member]) -> None:
    ana, bea = team
    begun(ana, "Bea")
    until_quiet(ana, bea)
    with open_book(ana.path) as book:
        account = accounts_typed(book, ["Northglass"])
        transfer(book, list(standing(book, account).values()), "leaves")
    with open_book(bea.path) as book:
        tick(book, accounts_typed(book, ["Northglass"])[0], "customer_told", who="Petra")
    until_quiet(ana, bea)
    assert ana.ask("select r.name from account a join rep r on r.id = a.owner_id") == ["Bea"]
    assert seen(ana) == seen(bea)
    assert ana.ask("select count(*) from handover where done_on is null") == [0]
