"""What is not private in a book that joins a team: who was erased, and which device is out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from repcockpit.domain.ids import derived_id
from repcockpit.services.book import open_book
from repcockpit.services.erasing import erase_person
from repcockpit.services.syncing import retire_replica
from repcockpit.store.incarnations import own_replica
from repcockpit.store.reads.syncing import unsynced_count
from repcockpit.sync.carriers.choose import carrier_for
from repcockpit.sync.carriers.files import Files
from repcockpit.sync.round import Round
from tests.sync.members import Member, until_quiet

PERSON = derived_id("export", "one")
STATES = "select state from sync_frame where state <> 0"


def bring_in(member: Member) -> None:
    """The same export, whose rows have the same ids on every device."""
    with open_book(member.path) as book, book.write("import", kind="import") as unit:
        unit.insert("contact", {"id": PERSON, "name": "Paula Secret", "email": "paula@secret.example"})


def erase(member: Member) -> None:
    with open_book(member.path) as book:
        erase_person(book, PERSON)


def own_person_erased_then_joined(member: Member) -> None:
    bring_in(member)
    erase(member)
    assert member.join("Bea").sync.sent == 2, "the erase and the joining"


def die_joining(member: Member) -> None:
    def die(_: object) -> None:
        raise KeyboardInterrupt

    with open_book(member.path) as book:
        carrier = carrier_for(str(member.target), own_replica(book.db).id, Files())
        with pytest.raises(KeyboardInterrupt):
            Round(book.db, book.path, carrier, joins="Bea", before_seal=die).run()


def erased_where_joining_was_killed(member: Member) -> None:
    die_joining(member)
    erase(member)
    member.sync()


@pytest.mark.parametrize("story", [own_person_erased_then_joined, erased_where_joining_was_killed])
def test_an_erase_before_the_first_seal_reaches_the_team(
    tmp_path: Path, story: Callable[[Member], None]
) -> None:
    target = tmp_path / "share" / "team.rcsync"
    target.parent.mkdir()
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target, team=None)
    bring_in(ana)
    ana.sync()
    bea.add("Own House")
    story(bea)
    assert bea.read(unsynced_count) == 0
    cem = Member(tmp_path, "Cem", target)
    assert cem.sync().warnings == ()
    until_quiet(ana, bea, cem)
    for one in (ana, bea, cem):
        assert one.ask(STATES) == []
        assert one.ask("select email from contact") == [None]
        assert one.ask("select row_id from erased where match is not null") == [PERSON]
        assert b"Secret" not in one.path.read_bytes()


def test_a_device_taken_out_where_joining_was_killed_is_out_for_all(tmp_path: Path) -> None:
    target = tmp_path / "share" / "team.rcsync"
    target.parent.mkdir()
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target, team=None)
    cem = Member(tmp_path, "Cem", target)
    for one in (ana, cem, ana):
        one.sync()
    bea.add("Own House")
    die_joining(bea)
    (out,) = cem.ask("select id from replica where no = 1")
    with open_book(bea.path) as book:
        retire_replica(book, out)
    until_quiet(ana, bea, cem)
    for one in (ana, bea, cem):
        assert one.ask("select id from replica where retired is not null") == [out]
