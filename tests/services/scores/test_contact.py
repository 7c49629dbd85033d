"""The contact bar, the guard while a touch is logged, and who is put off again and again."""

from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.capture import echo_lines
from repcockpit.domain.snooze import Snooze
from repcockpit.services.book import Book
from repcockpit.services.decisions.snoozes import put_away
from repcockpit.services.details.why import why_of
from repcockpit.services.history import undo
from repcockpit.services.interactions.effect import effect_of
from repcockpit.services.interactions.reading import read_line
from repcockpit.services.records import view_of, views_of
from repcockpit.services.scores.avoided import avoided, skips_of
from repcockpit.services.scores.cards import account_scorecard
from repcockpit.services.scores.contact_bars import guard_words, guards
from repcockpit.services.scores.heading import index_said
from tests.services.seeding import Seed, at, fresh_book


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def test_a_contact_says_where_it_stands_between_too_little_and_too_much(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    maria, jon = seed.contact("Maria", account), seed.contact("Jon", account, None)
    for day in ("2026-11-23", "2026-10-01", "2025-10-01"):
        seed.met(day, account, maria)
    bars = {view.name: view.contact_bar for view in views_of(book, "contact", [maria, jon])}
    assert tuple(bars["Maria"] or ()) == (2, 7, 12, "over")
    assert tuple(bars["Jon"] or ()) == (0, 7, 7, "ok")


def test_the_guard_counts_what_all_of_us_did(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    maria, twin = seed.contact("Maria", account), seed.contact("Maria L", account)
    with book.write("merge") as unit:
        unit.update("contact", twin, {"merged_into": maria})
        unit.hide("contact", twin)
    seed.met("2026-11-19", account, maria)
    seed.met("2026-11-20", account, twin, rep_id=None)
    assert guards(book, [maria])[maria].verdict == "near"
    seed.row(
        "interaction",
        {"type": "note", "status": "completed", "occurred_on": "2026-11-18", "account_id": account},
    )
    seed.met("2026-11-18", account, maria, type="mailing", outcome=None)
    found = guards(book, [maria])[maria]
    assert (found.verdict, len(found.causes)) == ("over", 3)
    assert guard_words(book, maria) == "too much, 3 in 7 days, the most is 3"
    why = why_of(book, "contact", maria)
    assert why is not None
    assert ("guard", guard_words(book, maria)) in {(one.part, one.text) for one in why.reasons}


def echo(book: Book, line: str) -> str:
    draft = read_line(book, line)
    lines = echo_lines(draft, effect_of(book, draft), book.today())
    return "\n".join(f"{one.label} {one.text}" for one in lines)


def test_the_echo_warns_and_never_blocks(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    maria = seed.contact("Maria López", account)
    assert "mind" not in echo(book, "call maria: hello")
    seed.met("2026-11-23", account, maria)
    assert "mind Maria López: too much, 1 in 2 working days, the most is 1" in echo(book, "call maria: hello")
    for line in ("call maria na", "call maria in: she asked", "call maria: late +r pallets", "note maria: x"):
        assert "mind" not in echo(book, line), line


def test_three_skips_without_a_touch_between_are_said_everywhere(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    maria = seed.contact("Maria", account)

    def skip(book: Book, target: bytes) -> Book:
        with book.write("Snoozed") as unit:
            put_away(book, unit, target, Snooze(date(2027, 1, 1), "no time"))
        return book

    for day, target in (("2026-10-01", account), ("2026-10-20", maria)):
        skip(at(book, f"{day}T09:00"), target).close()
    book = at(book, "2026-11-10T09:00")
    assert skips_of(book, account) == []
    skip(book, account)
    assert len(skips_of(book, account)) == 3
    assert list(avoided(book, [account])) == [account]
    assert account_scorecard(book, account).skips == 3
    assert "skipped 3 times" in index_said(book, account)
    why = why_of(book, "account", account)
    assert why is not None
    assert any(one.part == "avoided" for one in why.reasons)
    undo(book)
    assert skips_of(book, account) == []
    skip(book, account)
    seed = Seed(book)
    seed.met("2026-11-10", account, rep_id=None)
    assert skips_of(book, account) == []
    assert view_of(book, "account", account).name == "Northglass"
