"""Scorecards read from a real book: every part, the rows behind it, the rep over the customers, 30 days ago."""

from pathlib import Path

import pytest

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.scorecard import ACTIVITIES
from repcockpit.domain.views.scores import Scorecard
from repcockpit.services.book import Book
from repcockpit.services.scores.cards import account_scorecard, rep_scorecard, rep_sheets
from repcockpit.services.scores.heading import index_said
from repcockpit.services.scores.values import book_before, index_of_all, values_of
from repcockpit.services.scores.why import SAND, why_axis, why_index, why_part, why_sand, why_survey
from repcockpit.store.reads.scores import accounts_by_id
from tests.services.seeding import Seed, at, fresh_book


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def value(card: Scorecard, activity: str) -> float | None:
    return card.parts[ACTIVITIES.index(activity)].value


def ms(book: Book, day: str, hour: int = 9) -> int:
    return int(
        book.now().replace(year=int(day[:4]), month=int(day[5:7]), day=int(day[8:]), hour=hour).timestamp()
        * 1000
    )


def lively(book: Book) -> tuple[bytes, bytes]:
    """An account with something of each activity."""
    seed = Seed(book)
    account = seed.account("Northglass", "A")
    maria = seed.contact("Maria López", account, "decision_maker", role_confirmed_on="2026-11-01")
    for day in ("2026-11-20", "2026-10-20", "2026-09-20"):
        seed.met(day, account, maria)
    request = seed.row(
        "request",
        {
            "title": "sample bags", "impact": "low", "urgency": "low", "account_id": account, "contact_id": maria,
            "opened_at": ms(book, "2026-11-09"), "owner_id": book.author_id,
        },
    )  # fmt: skip
    for kind, day in (
        ("opened", "2026-11-09"),
        ("acknowledged", "2026-11-09"),
        ("resolved", "2026-11-10"),
        ("closed", "2026-11-11"),
    ):
        seed.row("request_event", {"request_id": request, "kind": kind, "at": ms(book, day, 10)})
    _learned(seed, account, maria)
    return account, maria


def _learned(seed: Seed, account: bytes, maria: bytes) -> None:
    """A review held, trainings, news and ideas."""
    seed.row(
        "qbr",
        {
            "account_id": account,
            "due_on": "2026-10-01",
            "held_on": "2026-10-05",
            "minutes_sent_on": "2026-10-06",
        },
    )
    training = seed.row(
        "training", {"topic": "safe unloading", "given_on": "2026-06-01", "account_id": account, "usage": 3}
    )
    seed.row("training_person", {"training_id": training, "contact_id": maria})
    planned = seed.row("training", {"topic": "sieving", "due_on": "2026-12-01", "account_id": account})
    seed.row("training_person", {"training_id": planned, "contact_id": maria})
    seed.row(
        "info",
        {"title": "cullet prices", "brought_on": "2026-07-01", "account_id": account, "contact_id": maria},
    )
    seed.row(
        "idea",
        {"title": "bigger bags", "status": "customer_told", "status_on": "2026-10-01", "account_id": account},
    )
    seed.row("idea", {"title": "sensor", "status": "sent", "status_on": "2026-06-01", "account_id": account})


def test_every_part_of_an_account_with_the_rows_behind_it(book: Book) -> None:
    account, maria = lively(book)
    card = account_scorecard(book, account)
    assert value(card, "cadence") == pytest.approx((100 * 3 * 10 / 90 + 100) / 2)
    assert value(card, "requests") == 100
    assert value(card, "qbr") == 100
    assert value(card, "training") == 50
    assert value(card, "information") == 50
    assert value(card, "ideas") == 50
    assert value(card, "network") is not None
    assert card.known_share == 1
    assert card.value == pytest.approx(sum(part.points or 0 for part in card.parts))
    behind = {part.activity: len(part.evidence_ids) for part in card.parts}
    assert behind == {
        "cadence": 3,
        "requests": 1,
        "network": 1,
        "qbr": 1,
        "training": 2,
        "information": 1,
        "ideas": 2,
    }
    assert card.parts[2].evidence_ids == (maria,)
    said = {part.activity: part.next_action for part in card.parts}
    assert said["training"] == "train Maria López in sieving"
    assert said["ideas"] == "move on, or tell: sensor"
    assert said["information"] == "bring an item of news"
    assert said["cadence"].startswith("reach Northglass: 3 of 9")
    assert all(part.gain is None or part.gain >= 0 for part in card.parts)
    for activity in ACTIVITIES:
        assert why_part(book, card, activity).rows
    assert why_index(book, card).score == card.value
    assert index_said(book, account).startswith("index ")


def test_what_nobody_knows_is_unknown_and_no_index(book: Book) -> None:
    account = Seed(book).account("Quiet", "D", tracking="2026-11-20")
    card = account_scorecard(book, account)
    assert [part.value for part in card.parts] == [None] * 7
    assert (card.value, card.value_before, card.known_share, card.quadrant) == (None, None, 0, None)
    assert card.parts[1].next_action == "ask whether all is well"
    assert card.parts[2].next_action == "confirm who decides there"
    assert index_said(book, account) == "too little known, 0 %"
    with pytest.raises(NotFoundError):
        account_scorecard(book, derived_id("nobody"))


def test_thirty_days_ago_is_what_the_book_would_have_said_then(book: Book) -> None:
    account, _ = lively(book)
    before = account_scorecard(book, account).value_before
    then = at(book, "2026-10-25T09:00")
    assert account_scorecard(then, account).value == pytest.approx(before)
    assert book_before(then, 30).today().isoformat() == "2026-09-25"


def test_a_rep_is_the_mean_over_the_customers_and_all_are_listed(book: Book) -> None:
    account, _ = lively(book)
    quiet = Seed(book).account("Quiet", "D")
    Seed(book).account("Prospect", "A", status="prospect")
    other = Seed(book).account("Elsewhere", "A", owner_id=derived_id("another rep"))
    rows = index_of_all(book, book.author_id)
    assert [row.name for row in rows] == ["Northglass", "Quiet"]
    counts: list[tuple[int, int]] = []
    card, every = rep_sheets(book, book.author_id, lambda done, total: counts.append((done, total)))
    assert {row.id for row in every} == {account, quiet}
    assert (counts[0], counts[-1]) == ((0, 4), (4, 4))
    assert card.customers == 2
    assert value(card, "requests") == 100
    assert card.parts[1].known == pytest.approx(1 / 1.1)
    own = values_of(book, accounts_by_id(book.db, [account, quiet]))
    known = [(own[account][5], 1), (own[quiet][5], 0.1)]
    assert value(card, "information") == pytest.approx(
        sum((one or 0) * weight for one, weight in known) / 1.1
    )
    assert card.parts[5].evidence_ids == (account, quiet)
    assert why_part(book, card, "requests", every).rows[-1].said == "Quiet: unknown"
    assert rep_scorecard(book, None).customers == 3
    assert other in {row.id for row in rep_sheets(book, None)[1]}


def test_stopping_is_raising_out_of_the_count(book: Book) -> None:
    lively(book)

    def stop(done: int, _total: int) -> None:
        if done:
            raise NotFoundError("stopped")

    with pytest.raises(NotFoundError):
        index_of_all(book, None, stop)


def test_merged_accounts_are_one(book: Book) -> None:
    account, _ = lively(book)
    twin = Seed(book).account("Northglass SL", "A")
    Seed(book).row("idea", {"title": "third", "status": "new", "account_id": twin})
    with book.write("merge") as unit:
        unit.update("account", twin, {"merged_into": account})
        unit.hide("account", twin)
    card = account_scorecard(book, account)
    assert value(card, "ideas") == pytest.approx(100 / 3)
    assert [row.id for row in index_of_all(book, None)] == [account]


def test_retention_and_loyalty_and_where_they_cross(book: Book) -> None:
    account, maria = lively(book)
    seed = Seed(book)
    for kind, said, on in (
        ("maintenance", "no", "2026-01-10"),
        ("maintenance", "yes", "2026-05-10"),
        ("share", "down", "2025-11-01"),
        ("intent", "yes", "2026-05-10"),
    ):
        seed.row("fact", {"account_id": account, "kind": kind, "value": said, "on_date": on})
    for day in ("2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"):
        seed.row(
            "deal", {"name": day, "stage": "won", "closed_on": day, "account_id": account, "amount": 1.0}
        )
    seed.row(
        "feedback",
        {"kind": "nps", "score": 2, "asked_on": "2026-02-01", "account_id": account, "contact_id": maria},
    )
    seed.row(
        "feedback",
        {"kind": "nps", "score": 8, "asked_on": "2026-09-01", "account_id": account, "contact_id": maria},
    )
    card = account_scorecard(book, account)
    assert dict(card.retention.parts) == {"usage": 100, "maintenance": 100, "order": 100, "share": None}
    assert dict(card.loyalty.parts) == {
        "nps": 80,
        "intent": 100,
        "reference": None,
        "referral": None,
        "ideas": 100,
    }
    assert card.quadrant == "loyal"
    assert (card.nps.score, card.nps.answers) == (None, (8,))
    assert {row.what for row in why_axis(book, card, "retention").rows} == {"use", "maintenance", "order"}
    assert {row.what for row in why_axis(book, card, "loyalty").rows} == {"NPS", "intent", "idea"}
    assert [row.said for row in why_survey(book, card, "nps").rows] == ["8 / 10, Maria López"]
    rep = rep_scorecard(book, book.author_id)
    assert (rep.retention.value, rep.quadrant) == (card.retention.value, "loyal")
    assert why_axis(book, rep, "loyalty").rows[0].id == account


def test_a_fact_holds_for_365_days(book: Book) -> None:
    account, _ = lively(book)
    row = {"account_id": account, "kind": "maintenance", "value": "yes", "on_date": "2025-11-24"}
    Seed(book).row("fact", row)
    assert dict(account_scorecard(book, account).retention.parts)["maintenance"] == 100
    later = at(book, "2026-11-25T09:00")
    assert dict(account_scorecard(later, account).retention.parts)["maintenance"] is None


def _delivered(book: Book, account: bytes) -> None:
    """Five lines of an order, three promises."""
    seed = Seed(book)
    for line, got, due, came in (
        ("1", 98, "2026-11-02", "2026-11-02"),
        ("2", 90, "2026-11-02", "2026-11-02"),
        ("3", 100, "2026-11-02", "2026-11-04"),
        ("4", None, "2026-12-24", None),
        ("5", 100, "2025-10-02", "2025-11-04"),
    ):
        row = {
            "order_no": "7",
            "line": line,
            "promised": 100,
            "delivered": got,
            "promised_on": due,
            "delivered_on": came,
        }
        seed.row("delivery", {**row, "account_id": account})
    for first, due, done in (
        ("2026-11-10", "2026-11-20", "2026-11-12"),
        (None, "2026-11-10", "2026-11-09"),
        (None, "2026-12-10", None),
    ):
        values = {
            "kind": "promise",
            "title": "audit",
            "account_id": account,
            "first_due_on": first,
            "due_on": due,
            "done_on": done,
        }
        seed.row("task", values)


def test_the_sand_test_and_its_rows(book: Book) -> None:
    account, _ = lively(book)
    _delivered(book, account)
    card = account_scorecard(book, account)
    sand = card.sand
    assert tuple(sand.otif) == (1, 2, 3, 1)
    assert (sand.answered, sand.asked, sand.called_back, sand.call_backs) == (1, 1, 1, 1)
    assert tuple(sand.kept) == (1, 2)
    counted = {name: len(why_sand(book, card, name).rows) for name in SAND}
    assert counted == {"in_full": 4, "on_time": 4, "answered": 1, "called_back": 1, "kept": 3}
    rep = rep_scorecard(book, book.author_id)
    assert tuple(rep.sand.otif) == (1, 2, 3, 1)
    assert [row.said for row in why_sand(book, rep, "in_full").rows] == ["Northglass: 1 of 3"]
