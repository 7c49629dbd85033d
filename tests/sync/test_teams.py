"""Founding a team, coming into one, and dropping an id that nobody else has used."""

import sqlite3
from pathlib import Path

import pytest

from repcockpit.domain.errors import RefusedError, UnreachableError, UsageError
from repcockpit.services.book import open_book
from repcockpit.store.database import immediate, set_meta
from repcockpit.sync.carriers.contract import Changed
from repcockpit.sync.container import FileHeader, file_chunks, scan
from repcockpit.sync.crypto.keys import founding_secret
from repcockpit.sync.teams import Choice, enter, is_alike
from tests.sync.carriers.faults import FaultyFiles, Killed
from tests.sync.members import Member, until_quiet


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share" / "team.rcsync"


def team_at(target: Path) -> bytes:
    found = scan(target.read_bytes()).team
    assert found is not None
    return found


def test_the_first_sync_founds_the_team_and_keeps_its_seed(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target)
    assert ana.meta("team_id") is None, "init only names"
    ana.sync()
    assert ana.meta("team_id") == team_at(target)
    assert ana.meta("team_is_provisional") == 1
    header = scan(target.read_bytes()).header
    assert header is not None
    assert header.name == "Iberia"
    assert founding_secret(team_at(target)) is not None


def test_a_book_without_a_team_founds_none(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target, team=None)
    with pytest.raises(UsageError, match="no team yet"):
        ana.sync()
    assert not target.exists()


def test_a_device_that_never_synced_adopts_the_id_of_its_teams_name(tmp_path: Path, target: Path) -> None:
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target, team=" IBERIA ")
    ana.add("Northglass")
    bea.add("Kan-code")
    ana.sync()
    bea.sync()
    assert bea.meta("team_id") == ana.meta("team_id")
    assert bea.meta("team_is_provisional") == 0
    until_quiet(ana, bea)
    assert ana.accounts() == ["Kan-code", "Northglass"]
    assert ana.meta("team_is_provisional") == 0, "another's frame was read under it"


def test_the_same_person_on_a_second_device_is_one_rep(tmp_path: Path, target: Path) -> None:
    laptop, desk = Member(tmp_path / "1", "Ana", target), Member(tmp_path / "2", "Ana", target)
    laptop.sync()
    desk.add("Kan-code", "owner=Ana")
    desk.sync()
    until_quiet(laptop, desk)
    assert laptop.ask("select name from rep where _hidden = 0") == ["Ana"]
    assert desk.meta("rep_id") == laptop.meta("rep_id")
    assert laptop.ask("select owner_id from account") == [laptop.meta("rep_id")]


def test_another_teams_name_is_refused_with_the_way_in(tmp_path: Path, target: Path) -> None:
    Member(tmp_path, "Ana", target).sync()
    bea = Member(tmp_path, "Bea", target, team="Nordics")
    with pytest.raises(RefusedError) as caught:
        bea.sync()
    assert "join" in caught.value.hint
    assert bea.meta("team_id") is None


def test_a_copy_beside_an_absent_target_gives_the_id(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target)
    ana.add("Northglass")
    ana.sync()
    team = team_at(target)
    target.rename(target.with_name("team (conflicted copy).rcsync"))
    bea = Member(tmp_path, "Bea", target)
    bea.sync()
    assert bea.meta("team_id") == team
    assert bea.accounts() == ["Northglass"]


def test_a_file_that_is_still_being_written_gives_no_id(tmp_path: Path, target: Path) -> None:
    raw = b"".join(file_chunks(FileHeader(b"1" * 16, "Iberia"), ()))
    target.with_name(f"{target.name}.tmp-{'ab' * 16}-{'cd' * 8}").write_bytes(raw)
    ana = Member(tmp_path, "Ana", target)
    ana.sync()
    assert ana.meta("team_id") == team_at(target) != b"1" * 16


def test_a_founding_that_another_process_overtook_begins_again(tmp_path: Path, target: Path) -> None:
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    bea.sync()
    ana.sync()
    with open_book(ana.path) as book, pytest.raises(Changed):
        enter(book.db, Choice(b"", "Iberia", is_founded=True))
    assert ana.meta("team_id") == bea.meta("team_id")


def test_copies_of_two_teams_of_one_name_stop_the_founding(tmp_path: Path, target: Path) -> None:
    for team in (b"1" * 16, b"2" * 16):
        raw = b"".join(file_chunks(FileHeader(team, "Iberia"), ()))
        target.with_name(f"copy {team[0]}.rcsync").write_bytes(raw)
    ana = Member(tmp_path, "Ana", target)
    with pytest.raises(RefusedError, match="several teams"):
        ana.sync()
    assert not target.exists()


def test_of_two_founders_apart_the_later_drops_its_id(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target)
    bea = Member(tmp_path, "Bea", tmp_path / "bea.rcsync")
    ana.add("Northglass")
    bea.add("Kan-code")
    ana.sync()
    bea.sync()
    dropped = bea.meta("team_id")
    bea.target = target
    assert any("another device was first" in one for one in bea.sync().warnings)
    assert bea.meta("team_id") == ana.meta("team_id") != dropped
    assert bea.ask("select count(*) from sync_frame where seq = 1") == [2]
    until_quiet(ana, bea)
    assert ana.accounts() == ["Kan-code", "Northglass"]


def test_an_id_that_others_use_is_never_dropped(tmp_path: Path, target: Path) -> None:
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    ana.sync()
    bea.sync()
    ana.sync()
    eva = Member(tmp_path, "Eva", tmp_path / "eva.rcsync")
    eva.sync()
    with pytest.raises(RefusedError):
        ana.sync(eva.target)


@pytest.mark.parametrize("step", range(1, 26, 2))
def test_killed_while_founding_there_is_one_team(tmp_path: Path, target: Path, step: int) -> None:
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    files = FaultyFiles(step)
    files.kill_at = step
    try:
        ana.sync_over(files)
    except Killed:
        bea.sync()
    until_quiet(ana, bea)
    assert ana.meta("team_id") == bea.meta("team_id") == team_at(target)


def test_joining_sends_what_is_there_and_not_its_history(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target)
    ana.add("Northglass")
    ana.sync()
    cem = Member(tmp_path, "Cem", target, team="Solo")
    cem.add("Zenit")
    cem.set("Zenit", "city=Lyon")
    cem.add("Gone")
    with open_book(cem.path) as book, book.write("remove") as unit:
        unit.hide("account", cem.ask("select id from account where name = 'Gone'")[0])
    done = cem.join("Cem Aydin")
    assert (done.team, done.is_rep_known, done.sync.sent) == ("Iberia", False, 1)
    ana.sync()
    assert ana.accounts() == ["Northglass", "Zenit"] == cem.accounts()
    assert ana.ask("select city from account where name = 'Zenit'") == ["Lyon"]
    assert ana.ask("select count(*) from account where name = 'Gone'") == [0]
    assert cem.ask("select count(*) from change where sealed_seq is null") == [0]
    cem.set("Zenit", "city=Porto")
    cem.sync()
    assert ana.sync().conflicts_open == 0
    assert ana.ask("select city from account where name = 'Zenit'") == ["Porto"]


def test_a_rep_of_that_name_is_taken(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target)
    ana.sync()
    other = Member(tmp_path, "ana", target, team=None)
    other.add("Zenit", "owner=ana")
    done = other.join("ANA")
    assert done.is_rep_known
    assert other.meta("rep_id") == ana.meta("rep_id")
    ana.sync()
    assert ana.ask("select name from rep where _hidden = 0") == ["Ana"]
    assert ana.ask("select owner_id from account where name = 'Zenit'") == [ana.meta("rep_id")]


def referred(member: Member, account: str, source: str, number: str) -> None:
    """Tell the number that another system has for an account."""
    with open_book(member.path) as book, book.write("refer") as unit:
        row_id = member.ask(f"select id from account where name = '{account}'")[0]
        source_id = unit.insert("source", {"id": source.encode().ljust(16), "name": source})
        ref = {"source_id": source_id, "kind": "account", "external_id": number, "target_id": row_id}
        unit.insert("external_ref", {"id": f"{source}{number}".encode().ljust(16), **ref})


def test_rows_of_one_external_id_are_merged(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target)
    ana.add("Northglass GmbH")
    referred(ana, "Northglass GmbH", "erp", "4711")
    ana.sync()
    cem = Member(tmp_path, "Cem", target, team=None)
    cem.add("Northglass")
    referred(cem, "Northglass", "erp", "4711")
    done = cem.join("Cem")
    assert done.merged == 1
    ana.sync()
    theirs, mine = (
        ana.ask(f"select id from account where name = '{name}'")[0]
        for name in ("Northglass GmbH", "Northglass")
    )
    assert ana.ask("select merged_into from account where name = 'Northglass'") == [theirs]
    assert ana.ask("select root_id from account where name = 'Northglass'") == [theirs]
    assert ana.ask("select target_id from external_ref") == [theirs]
    assert ana.sync().conflicts_open == 0
    assert mine != theirs


def test_killed_while_joining_the_next_sync_goes_on(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = Member(tmp_path, "Ana", target)
    ana.add("Northglass")
    ana.sync()
    cem = Member(tmp_path, "Cem", target, team=None)
    cem.add("Zenit")

    def killed(*_args: object, **_kind: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("repcockpit.services.syncing.joining.publish_own", killed)
        with pytest.raises(Killed):
            cem.join("Cem")
    cem.sync()
    until_quiet(ana, cem)
    assert ana.accounts() == ["Northglass", "Zenit"]


def test_joining_twice_changes_nothing(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target)
    ana.sync()
    cem = Member(tmp_path, "Cem", target, team=None)
    cem.join("Cem")
    frames = cem.ask("select count(*) from sync_frame")
    assert cem.join("Cem").published == 0
    assert cem.ask("select count(*) from sync_frame") == frames


def test_who_is_in_a_team_joins_no_other(tmp_path: Path, target: Path) -> None:
    ana, bea = Member(tmp_path, "Ana", target), Member(tmp_path, "Bea", target)
    for one in (ana, bea, ana):
        one.sync()
    eva = Member(tmp_path, "Eva", tmp_path / "eva.rcsync", team="Nordics")
    eva.sync()
    ana.target = eva.target
    with pytest.raises(RefusedError, match="already"):
        ana.join("Ana")


def test_there_must_be_a_team_to_join(tmp_path: Path, target: Path) -> None:
    with pytest.raises(UnreachableError, match="no team's file"):
        Member(tmp_path, "Cem", target, team=None).join("Cem")


def test_a_sample_book_joins_no_team(tmp_path: Path, target: Path) -> None:
    Member(tmp_path, "Ana", target).sync()
    cem = Member(tmp_path, "Cem", target)
    with open_book(cem.path) as book, immediate(book.db):
        set_meta(book.db, "is_demo", 1)
    for attempt in (cem.sync, lambda: cem.join("Cem")):
        with pytest.raises(RefusedError, match="sample"):
            attempt()
    assert cem.meta("team_id") is None


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Iberia", " iberia", True),
        ("Ibéria", "IBERIA", True),
        ("Iberia", "Iberica", False),
        (None, None, False),
    ],
)
def test_names_of_teams_are_compared_as_typed_by_people(
    one: str | None, other: str | None, *, alike: bool
) -> None:
    assert is_alike(one, other) is alike


def test_a_founder_who_was_alone_can_join_another_team(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target)
    ana.add("Northglass")
    ana.sync()
    cem = Member(tmp_path, "Cem", tmp_path / "cem.rcsync", team="Solo")
    cem.add("Zenit")
    cem.sync()
    cem.target = target
    cem.join("Cem")
    cem.add("Orion")
    until_quiet(ana, cem)
    assert ana.accounts() == ["Northglass", "Orion", "Zenit"]
    assert cem.meta("team_id") == ana.meta("team_id")


def imported(member: Member, row_id: bytes, **values: str) -> None:
    """A row of a recognised source, which gives it the same id on every device."""
    with open_book(member.path) as book, book.write("import", kind="import") as unit:
        unit.insert("account", {"id": row_id, **values})


def test_rows_of_one_id_meet_and_where_they_differ_both_values_stay(tmp_path: Path, target: Path) -> None:
    ana = Member(tmp_path, "Ana", target)
    imported(ana, b"i" * 16, name="Northglass", phone="1", website="n.example")
    ana.sync()
    cem = Member(tmp_path, "Cem", target, team=None)
    imported(cem, b"i" * 16, name="Northglass", phone="2")
    cem.set("Northglass", "phone=3")
    done = cem.join("Cem")
    assert done.merged == 1
    assert done.sync.conflicts_open == 1, "the phone; what is alike is no conflict"
    assert ana.sync().conflicts_open == 1
    until_quiet(ana, cem)
    assert ana.ask("select website from account") == ["n.example"]
    assert ana.read(heads) == cem.read(heads)


def heads(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """What stands beside the current values, by the names that all devices know."""
    return {
        (name, repr(value))
        for name, value in db.execute(
            "select t.name, h.value from sync_head h join table_name t on t.no = h.field_no where h.differs = 1"
        )
    }


def test_two_founders_whose_folders_a_cloud_made_one(tmp_path: Path) -> None:
    shares = [tmp_path / name / "team.rcsync.d" for name in ("one", "two")]
    for share in shares:
        share.parent.mkdir()
    ana, bea = Member(tmp_path, "Ana", shares[0]), Member(tmp_path, "Bea", shares[0])
    eva = Member(tmp_path, "Eva", shares[1])
    ana.add("Northglass")
    eva.add("Fjord")
    for one in (ana, bea, ana, eva):
        one.sync()
    for found in shares[1].iterdir():  # the later head wins, as with files of one name
        found.replace(shares[0] / found.name)
    eva.target = shares[0]
    ana.sync()
    eva.sync()
    until_quiet(ana, bea, eva)
    assert eva.accounts() == ["Fjord", "Northglass"]
    assert eva.meta("team_id") == ana.meta("team_id")
    before = {one.name: one.read_bytes() for one in shares[0].iterdir() if one.is_file()}
    ana.sync()
    assert {one.name: one.read_bytes() for one in shares[0].iterdir() if one.is_file()} == before
