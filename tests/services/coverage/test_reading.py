"""Coverage read from a real file: which touches count, for whom, and how accounts are ranked."""

from pathlib import Path

import pytest

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.views.coverage import AccountCoverage, PersonCoverage
from repcockpit.services.book import Book
from repcockpit.services.coverage.reading import (
    account_network,
    coverage_of_account,
    coverage_of_rep,
    covered,
    flags_of_accounts,
)
from repcockpit.services.coverage.why import why_coverage
from repcockpit.services.coverage.worst import worst_flags
from repcockpit.services.today.network import network_items
from repcockpit.store.reads.coverage import accounts_of
from tests.services.seeding import Seed, at, fresh_book

TODAY = "2026-11-24"


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def who(found: AccountCoverage, name: str) -> PersonCoverage:
    return next(one for one in found.people if one.name == name)


def flags(found: AccountCoverage) -> set[str]:
    return {flag.flag for flag in found.flags}


def test_touches_by_window_type_and_direction(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    maria = seed.contact("Maria", account, title="Plant director")
    seed.met("2026-11-20", account, maria, type="visit")
    seed.met("2026-11-10", account, maria, direction="outbound")
    seed.met("2026-11-09", account, maria, direction="inbound")
    seed.met("2026-08-27", account, maria, note="89 days ago, no direction")
    seed.met("2026-08-26", account, maria, type="video", note="90 days ago: out of the 90")
    seed.met("2026-05-29", account, maria, type="visit", note="179 days ago")
    seed.met("2026-05-28", account, maria, type="visit", note="180 days ago: out of the 180")
    seed.met("2026-11-21", account, maria, outcome="no_answer")
    seed.met("2026-11-22", account, maria, type="note")
    seed.met("2026-11-30", account, maria, status="planned", outcome=None)
    one = who(coverage_of_account(book, account), "Maria")
    assert (one.touches_180, one.touches_90, one.inbound_90, one.outbound_90) == (6, 4, 2, 2)
    assert (one.depth, one.depth_part, one.frequency, one.two_way) == ("in_depth", 85, 100, 100)
    assert (one.seniority, one.is_level_proposed) == (80, True)
    assert one.recency == pytest.approx(100 * 0.5 ** (4 / 30))
    assert one.held_by == (book.author_id,)


def test_a_merged_person_counts_once_and_a_merged_account_is_one(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    twin = seed.account("North Glass", merged_into=account)
    maria = seed.contact("Maria", account, role_confirmed_on=TODAY)
    double = seed.contact("Maria L.", twin, merged_into=maria)
    jon = seed.contact("Jon", twin, "champion")
    both = seed.met("2026-11-20", account, maria, double, type="visit")
    seed.met("2026-11-21", twin, double)
    assert both
    (found,) = coverage_of_rep(book)
    assert {one.contact_id for one in found.people} == {maria, jon}
    assert who(found, "Maria").touches_180 == 2


def test_a_further_account_and_further_roles(book: Book) -> None:
    seed = Seed(book)
    first, second = seed.account("Alba"), seed.account("Brio")
    maria = seed.contact("Maria", first, "champion")
    seed.row("contact_account", {"contact_id": maria, "account_id": second})
    seed.row("contact_role", {"contact_id": maria, "role": "end_user"})
    found = coverage_of_account(book, second)
    assert [one.role for one in found.seats if one.contact_id == maria] == ["champion", "end_user"]


def test_an_account_is_the_reps_customer(book: Book) -> None:
    seed = Seed(book)
    jon = seed.row("rep", {"name": "Jon"})
    seed.account("Mine")
    seed.account("His", owner_id=jon)
    for status in ("prospect", "former", "exited"):
        seed.account(status, status=status)
    assert [one.name for one in coverage_of_rep(book)] == ["Mine"]
    book.rep_id = None
    assert [one.name for one in coverage_of_rep(book)] == ["His", "Mine"]


def test_our_side_and_who_joined(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    maria = seed.contact("Maria", account, role_confirmed_on=TODAY)
    visits = [seed.met(f"2026-11-{day}", account, maria, type="visit") for day in ("10", "20")]
    assert coverage_of_account(book, account).parts.our_side is None
    jon = seed.row("rep", {"name": "Jon"})
    alone = coverage_of_account(book, account)
    assert alone.parts.our_side == 0
    assert {"one_of_us", "single_threaded"} <= flags(alone)
    for visit in visits:
        seed.row("also_rep", {"interaction_id": visit, "rep_id": jon})
    both = coverage_of_account(book, account)
    assert both.parts.our_side == 100
    assert {rep for rep, _ in both.holders} == {book.author_id, jon}
    assert who(both, "Maria").touches_180 == 2
    seed.row("rep", {"name": "Gone", "left_on": "2026-01-01"})
    assert account_network(book, account).rep_names[jon] == "Jon"


def test_placeholder_seats_and_open_deals(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    for number, support in enumerate(("mentor", "supporter", "neutral")):
        seed.contact(
            f"P{number}", account, "decision_maker", support=support, support_on=TODAY,
            role_confirmed_on=TODAY, department="Production",
        )  # fmt: skip
    deal = seed.row("deal", {"name": "sand", "stage": "open", "account_id": account})
    seed.row("seat", {"account_id": account, "department": "Quality"})
    found = coverage_of_account(book, account)
    assert found.parts.functions == 0
    assert [gap.name for gap in found.gaps if gap.kind == "function"] == ["Production", "Quality"]
    assert next(flag for flag in found.flags if flag.flag == "no_opponent_known").evidence_ids == (deal,)


def test_as_of_another_day_what_came_later_had_not_happened(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    maria = seed.contact("Maria", account, role_confirmed_on="2026-11-20")
    seed.met("2026-10-01", account, maria)
    seed.met("2026-11-20", account, maria, type="visit", logged_at=2_000_000_000_000)
    with at(book, "2026-11-01T09:00") as then:
        found = coverage_of_account(then, account)
        assert not found.is_mapped
        assert str(who(found, "Maria").last_touch_on) == "2026-10-01"
        assert who(found, "Maria").touches_180 == 1


def test_today_has_the_worst_flag_of_each_mapped_account_alone(book: Book) -> None:
    seed = Seed(book)
    dark, fine, risky = seed.account("Dark"), seed.account("Fine"), seed.account("Risky")
    seed.contact("Nobody", dark, None)
    assert worst_flags(book) == []
    assert network_items(book) == []
    seed.contact("Eva", fine, "decision_maker", role_confirmed_on=TODAY)
    seed.contact("Cy", risky, "champion", role_confirmed_on=TODAY)
    (item,) = network_items(book)
    assert (item.kind, item.account_name, item.group) == ("gap_no_decision_maker", "Risky", "gaps")
    assert item.title == "ask Cy who decides"
    one = seed.contact("Al", fine, "end_user")
    seed.met("2026-11-20", fine, one, type="visit")
    assert [row.kind for row in network_items(book)] == ["gap_no_decision_maker", "gap_single_threaded"]
    for found in coverage_of_rep(book):
        worst = [flag for row, flag in worst_flags(book) if row.id == found.id]
        assert worst == list(found.flags[:1])


def test_the_sum_names_its_parts_and_people(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    maria = seed.contact("Maria", account, title="CEO", role_confirmed_on=TODAY)
    seed.met("2026-11-20", account, maria)
    why = why_coverage(book, account)
    assert why.score == pytest.approx(sum(reason.points or 0 for reason in why.reasons), abs=0.01)
    assert {reason.part for reason in why.reasons if reason.points is None} == {"functions", "our_side"}
    assert "decision maker: Maria, brief, 10 of 25" in why.rule
    assert [(row.kind, row.id) for row in why.rows] == [("contact", maria)]
    with pytest.raises(NotFoundError):
        why_coverage(book, b"x" * 16)


def test_what_is_kept_of_flags_is_what_a_fresh_look_finds(book: Book) -> None:
    seed = Seed(book)
    jon = seed.row("rep", {"name": "Jon"})
    accounts = [seed.account(name) for name in ("Alba", "Brio", "Cima")]
    people = [
        seed.contact(f"P{number}", account, "decision_maker", role_confirmed_on=TODAY)
        for number, account in enumerate(accounts)
    ]
    met = seed.met("2026-11-19", accounts[0], people[0], type="visit")
    steps = (
        lambda: seed.met("2026-11-20", accounts[0], people[0], type="visit"),
        lambda: _change(book, people[1], role="end_user"),
        lambda: _change(book, people[1], role="champion", status="left"),
        lambda: seed.contact("New", accounts[1], "decision_maker"),
        lambda: _change(book, people[2], primary_account_id=accounts[0]),
        lambda: seed.row("contact_account", {"contact_id": people[2], "account_id": accounts[2]}),
        lambda: seed.row("also_rep", {"interaction_id": met, "rep_id": jon}),
        lambda: _change(book, people[0], role_confirmed_on=None),
    )
    seen = []
    for step in steps:
        step()
        kept = worst_flags(book)
        book.memory.clear()
        assert kept == worst_flags(book)
        seen.append([(row.name, flag.flag) for row, flag in kept])
    assert len({tuple(one) for one in seen}) == 3


def test_flags_are_the_same_with_the_touches_alone_that_they_are_made_of(book: Book) -> None:
    seed = Seed(book)
    jon = seed.row("rep", {"name": "Jon"})
    for number, (title, interval, days) in enumerate(
        (
            ("CEO", 365, ("2026-07-20",)),
            ("Clerk", 30, ("2026-07-20",)),
            (None, None, ("2026-06-10", "2026-08-25")),
            ("Plant director", 180, ("2026-08-26", "2026-11-20")),
        )
    ):
        account = seed.account(f"House {number}")
        person = seed.contact(
            "Eva", account, "decision_maker", title=title, interval_days=interval, role_confirmed_on=TODAY
        )
        other = seed.contact("Al", account, "procurement", title=title, interval_days=interval)
        for day in days:
            seed.met(day, account, person, type="visit")
            seed.met(day, account, other, **({"rep_id": jon} if number % 2 else {}))
    accounts = accounts_of(book.db, book.rep_id)
    whole = [one.flags for one in covered(book, accounts)]
    assert whole == flags_of_accounts(book, accounts)
    assert [[flag.flag for flag in some] for some in whole] == [["one_of_us"], [], [], []]


def _change(book: Book, contact_id: bytes, **fields: object) -> None:
    with book.write("change") as unit:
        unit.update("contact", contact_id, fields)
