"""The brief of an account, a person, an appointment: what stands in it, and on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.errors import ExistsError, NotFoundError
from repcockpit.services.book import Book
from repcockpit.services.briefs.brief import brief_named, brief_of
from repcockpit.services.briefs.paper import brief_text, print_brief
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with fresh_book(tmp_path / "book.db") as found:
        yield found


@pytest.fixture
def account(book: Book) -> bytes:
    seed = Seed(book)
    account = seed.account("Northglass", sector="glass")
    seed.contact("María López", account, preferred_channel="visit", role_confirmed_on="2026-11-01")
    seed.contact("Jon Park", account, "champion")
    seed.contact("Gone Away", account, "end_user", status="left")
    return account


def person(book: Book, name: str) -> bytes:
    row = book.db.execute("select id from contact where name = ?", (name,)).fetchone()
    return bytes(row[0])


def test_who_comes_stands_first_and_who_left_is_not_there(book: Book, account: bytes) -> None:
    jon = person(book, "Jon Park")
    meeting = Seed(book).met(
        "2026-11-27", account, jon, status="planned", outcome=None, type="visit", subject="forecast"
    )
    view = brief_of(book, account)
    assert [(one.name, one.is_attending) for one in view.people] == [
        ("Jon Park", True),
        ("María López", False),
    ]
    assert view.meeting is not None
    assert (view.meeting.id, view.meeting.subject) == (meeting, "forecast")
    asked = brief_of(book, account, person(book, "María López"))
    assert [one.name for one in asked.people] == ["María López", "Jon Park"]
    assert asked.people[0].preferred == "by visit"
    assert not asked.people[0].is_attending


def test_an_appointment_far_ahead_or_over_is_none(book: Book, account: bytes) -> None:
    seed = Seed(book)
    seed.met("2026-12-20", account, status="planned", outcome=None, type="visit")
    seed.met("2026-11-23", account, status="planned", outcome=None, type="visit")
    assert brief_of(book, account).meeting is None


def test_promises_open_first_and_kept_lately(book: Book, account: bytes) -> None:
    seed = Seed(book)
    for title, due, done in (
        ("kept", "2026-11-01", "2026-11-02"),
        ("open", "2026-11-30", None),
        ("old", "2026-01-01", "2026-01-01"),
    ):
        seed.row(
            "task", {"kind": "promise", "title": title, "due_on": due, "done_on": done, "account_id": account}
        )
    assert [one.title for one in brief_of(book, account).promises] == ["open", "kept"]


def test_it_asks_what_is_not_known(book: Book, account: bytes) -> None:
    kinds = {ask.kind for ask in brief_of(book, account).asks}
    assert kinds == {"seat", "challenge", "feedback"}
    seed = Seed(book)
    seed.met(
        "2026-11-20", account, type="note", outcome=None, note="second silo in January", note_kind="challenge"
    )
    seed.row("feedback", {"kind": "nps", "score": 9, "asked_on": "2026-11-01", "account_id": account})
    texts = [ask.text for ask in brief_of(book, account).asks]
    assert "What became of this: second silo in January" in texts
    assert not any("0 to 10" in text for text in texts)


def test_notes_of_a_kind_stand_once(book: Book, account: bytes) -> None:
    seed = Seed(book)
    seed.met("2026-11-20", account, type="note", outcome=None, note="wants bags", note_kind="want")
    seed.met("2026-11-10", account, person(book, "Jon Park"), note="price list")
    view = brief_of(book, account)
    assert [one.text for one in view.known] == ["wants bags"]
    assert [one.note for one in view.last] == ["price list"]


def test_a_name_may_mean_an_account_or_a_person(book: Book, account: bytes) -> None:
    assert brief_named(book, "Northglass").id == account
    assert brief_named(book, "Jon Park").people[0].name == "Jon Park"
    Seed(book).contact("Nobody's", None)
    with pytest.raises(NotFoundError, match="no account"):
        brief_named(book, "Nobody's")
    with pytest.raises(NotFoundError):
        brief_named(book, "xyzzy")


def test_paper_says_the_same_twice_and_shows_what_would_act(
    book: Book, account: bytes, tmp_path: Path
) -> None:
    Seed(book).row(
        "task", {"kind": "promise", "title": "a\x1b[31mb\nc", "due_on": "2026-11-30", "account_id": account}
    )
    view = brief_of(book, account)
    assert brief_text(view) == brief_text(brief_of(book, account))
    assert "\x1b" not in brief_text(view)
    target = tmp_path / "brief.md"
    print_brief(view, target)
    assert target.read_text(encoding="utf-8").startswith("# Northglass A\n")
    with pytest.raises(ExistsError):
        print_brief(view, target, force=False)
