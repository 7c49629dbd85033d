from pathlib import Path

from repcockpit.services.segments import proposed_segments
from tests.services.seeding import Seed, fresh_book


def test_revenue_of_twelve_months_proposes_segments(database: Path) -> None:
    book = fresh_book(database)
    seed = Seed(book)
    for name, amount, currency, on in (
        ("Acme", 420.0, "EUR", "2026-06-01"),
        ("Borealis", 260.0, "EUR", "2026-06-01"),
        ("Cobalt", 120.0, "EUR", "2026-06-01"),
        ("Delta", 80.0, "EUR", "2026-06-01"),
        ("Foreign", 9_000.0, "JPY", "2026-06-01"),
        ("Long ago", 9_000.0, "EUR", "2024-06-01"),
    ):
        account = seed.account(name, None)
        deal = {"name": name, "stage": "won", "amount": amount, "currency": currency, "closed_on": on}
        seed.row("deal", deal | {"account_id": account})
    seed.account("Unknown", None)
    seed.account("Promising", None, potential="H")
    found = {one.name: one.segment for one in proposed_segments(book)}
    assert found == {"Acme": "A", "Borealis": "A", "Cobalt": "B", "Delta": "C", "Promising": "B"}


def test_an_account_younger_than_half_a_year_is_class_c(database: Path) -> None:
    book = fresh_book(database)
    seed = Seed(book)
    account = seed.account("Fresh", None, tracking="2026-10-01")
    deal: dict[str, object] = {"name": "first", "stage": "won", "amount": 500.0, "closed_on": "2026-10-02"}
    seed.row("deal", deal | {"account_id": account})
    assert [one.segment for one in proposed_segments(book)] == ["C"]
