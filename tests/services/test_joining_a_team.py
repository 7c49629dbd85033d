"""What a fresh laptop has after it joined: rules, calendar, roster, rates, targets; and two laptops of one rep."""

from pathlib import Path

import pytest

from repcockpit.domain.errors import AmbiguousError, InvalidValueError
from repcockpit.services.book import open_book
from repcockpit.services.device import init_device
from repcockpit.services.numbers import set_number
from repcockpit.services.record_edits import add_record
from repcockpit.services.syncing import join_preview, sync_status
from repcockpit.services.team.members import as_of_sync
from repcockpit.store.database import immediate
from tests.sync.members import Member, until_quiet


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share" / "team.rcsync"


@pytest.fixture
def mara(tmp_path: Path, target: Path) -> Member:
    """The manager's laptop: everything that a roll-out prepares."""
    member = Member(tmp_path, "Mara", target)
    with open_book(member.path) as book:
        init_device(book, "Mara", country="ES", region="MD")
        set_number(book, "cadence.segment.A", ["value=7"])
        with book.write("prepare") as unit:
            team = unit.db.execute("select team_id from rep where name = 'Mara'").fetchone()[0]
            jon = unit.insert(
                "rep",
                {"name": "Jon Park", "role": "rep", "country": "ES", "timezone": "Europe/Madrid", "team_id": team,
                 "hours": "mon-thu 09:00-17:00"},
            )  # fmt: skip
            unit.insert("leave", {"rep_id": jon, "since": "2026-12-21", "until": "2026-12-31"})
            unit.insert("holiday", {"on_date": "2026-12-07", "title": "bridge day"})
            unit.insert("rate", {"currency": "EUR", "per": 1.0, "on_date": "2026-01-01"})
            unit.insert("rate", {"currency": "USD", "per": 1.1, "on_date": "2026-11-01"})
            unit.insert(
                "target", {"rep_id": jon, "since": "2026-10-01", "until": "2026-12-31", "planned": 120.0}
            )
        add_record(book, "account", ["name=Northglass", "segment=A", "owner=Jon Park"])
    member.sync()
    return member


def fresh(folder: Path, name: str, target: Path) -> Member:
    """A laptop where nothing was said yet."""
    member = object.__new__(Member)
    member.path, member.name, member.target = folder / name / "book.db", name, target
    with open_book(member.path):
        pass
    return member


def test_a_fresh_laptop_has_what_the_team_prepared(mara: Member, tmp_path: Path, target: Path) -> None:
    jon = fresh(tmp_path, "new laptop", target)
    done = jon.join("jon park")
    assert done.is_rep_known
    with open_book(jon.path, now="2026-11-24T09:00") as book:
        assert (book.device.rep_name, book.device.rep_country, book.zone) == (
            "Jon Park",
            "ES",
            "Europe/Madrid",
        )
    assert jon.ask("select value from setting where name = 'cadence.segment.A'") == ["7"]
    assert jon.ask("select name from rep where _hidden = 0 order by name") == ["Jon Park", "Mara"]
    assert jon.ask("select title from holiday where _hidden = 0") == ["bridge day"]
    assert jon.ask("select since, until from leave") == [("2026-12-21", "2026-12-31")]
    assert jon.ask("select hours from rep where name = 'Jon Park'") == ["mon-thu 09:00-17:00"]
    assert jon.ask("select currency, per from rate order by per") == [("EUR", 1.0), ("USD", 1.1)]
    assert jon.ask("select planned from target") == [120.0]
    assert jon.ask("select count(*) > 10 from public_holiday where country = 'ES'") == [1], (
        "looked up at once"
    )
    assert jon.ask("select cadence_days from account where name = 'Northglass'") == [7], (
        "the rule counts here"
    )
    assert jon.accounts() == ["Northglass"]


def test_two_laptops_of_one_rep_are_normal(mara: Member, tmp_path: Path, target: Path) -> None:
    one, two = fresh(tmp_path, "one", target), fresh(tmp_path, "two", target)
    with open_book(one.path) as book:
        assert join_preview(book, str(target), "Jon Park").devices == ()
    one.join("Jon Park")
    with open_book(two.path) as book:
        seen = join_preview(book, str(target), "JON  PARK")
        assert seen.is_rep_known
        assert len(seen.devices) == 1, "it says: this is also Jon Park"
        assert join_preview(book, str(target), "Jon Parks").devices == ()
    two.join("Jon Park")
    one.add("Kan-code")
    two.add("Zenit")
    until_quiet(one, two, mara)
    assert two.accounts() == ["Kan-code", "Northglass", "Zenit"]
    assert mara.ask("select count(*) from rep where name = 'Jon Park' and _hidden = 0") == [1]
    with open_book(mara.path) as book:
        assert sorted(str(line.rep) for line in sync_status(book).replicas) == [
            "Jon Park",
            "Jon Park",
            "Mara",
        ]


def test_the_row_of_a_rep_is_as_of_the_newer_laptop(mara: Member, tmp_path: Path, target: Path) -> None:
    laptops = [fresh(tmp_path, name, target) for name in ("one", "two")]
    for one in laptops:
        one.join("Jon Park")
    until_quiet(mara, *laptops)
    jon, *numbers = mara.read(
        lambda db: [
            db.execute("select id from rep where name = 'Jon Park'").fetchone()[0],
            *(
                no
                for (no,) in db.execute(
                    "select no from replica where no <> 1 and person_id is not null order by no"
                )
            ),
        ]
    )
    with open_book(mara.path) as book, immediate(book.db):
        for back, no in zip((9, 2), numbers, strict=True):
            book.db.execute("update txn set at = at - ? where replica_no = ?", (back * 86_400_000, no))
            book.db.execute("update replica set synced_at = null where no = ?", (no,))
    (newest,) = mara.ask(f"select max(at) from txn where replica_no = {numbers[1]}")
    with open_book(mara.path) as book:
        assert int(as_of_sync(book)[jon].timestamp() * 1000) == newest


def test_of_two_with_one_name_the_mail_or_the_digits_say_who(
    mara: Member, tmp_path: Path, target: Path
) -> None:
    with open_book(mara.path) as book, book.write("two of one name") as unit:
        other = unit.insert("rep", {"name": "Jon Park", "role": "rep", "email": "jon2@team.example"})
    mara.sync()
    jon = fresh(tmp_path, "jon", target)
    with open_book(jon.path) as book, pytest.raises(AmbiguousError) as caught:
        join_preview(book, str(target), "Jon Park")
    assert len(caught.value.candidates) == 2
    with pytest.raises(AmbiguousError):
        jon.join("Jon Park")
    with pytest.raises(AmbiguousError):
        jon.sync()
    with pytest.raises(InvalidValueError):
        jon.join("jon3@team.example")
    done = jon.join("JON2@team.example")
    assert (done.rep_id, done.rep, done.is_rep_known) == (other, "Jon Park", True)
    assert jon.join("jon2@team.example").rep_id == other, "again is the same"
    digits = fresh(tmp_path, "digits", target)
    assert digits.join(other.hex()[:12]).rep_id == other
    assert digits.ask("select count(*) from rep where _hidden = 0") == [3]
