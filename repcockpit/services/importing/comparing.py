"""How many pairs worth a look the new rows make with each other and with the book (rules.md 2.16)."""

from typing import Any

from repcockpit.domain.duplicates import Party, company, duplicate_pairs, person
from repcockpit.services.importing.run import Run
from repcockpit.store.reads import importing as reads

_MOST = 20_000
"""More people or accounts than this are compared by `repcockpit duplicates`, not within an import."""


def new_duplicates(run: Run) -> int | None:
    """Pairs that involve a row which came in now; None where the book is too big to compare."""
    if not run.created["account"] and not run.created["contact"]:
        return 0
    planned = run.pending.new
    if len(run.accounts.facts) > _MOST or len(run.people.account) > _MOST:
        return None
    accounts = [
        company(row.id, row.name, row.website, row.phone, row.city)
        for row in reads.accounts(run.book.db)
        if not row.is_hidden and not row.merged_into
    ]
    accounts += [
        company(row["id"], row["name"], row.get("website"), row.get("phone"), row.get("city"))
        for row in planned.get("account", [])
    ]
    people = [
        _person(row.id, row.name, row.email, row.phone, row.account_id)
        for row in reads.people(run.book.db)
        if not row.is_hidden and not row.merged_into
    ]
    people += [
        _person(row["id"], row["name"], row.get("email"), row.get("phone"), row.get("primary_account_id"))
        for row in planned.get("contact", [])
    ]
    return _count(accounts, run.created["account"], are_accounts=True) + _count(
        people, run.created["contact"], are_accounts=False
    )


def _person(row_id: bytes, name: str, email: Any, phone: Any, account_id: bytes | None) -> Party:
    return person(
        row_id, name, [email] if email else [], [phone] if phone else [], [account_id] if account_id else []
    )


def _count(parties: list[Party], created: set[bytes], *, are_accounts: bool) -> int:
    pairs = duplicate_pairs(parties, are_accounts=are_accounts)
    return sum(1 for pair in pairs if pair.a in created or pair.b in created)
