"""Rows of a source that stand for a merged record: only what they say anew reaches the record that is shown."""

from typing import Any

from repcockpit.services.importing.run import Place, Run
from repcockpit.store.reads import importing as reads


def news_of(run: Run, table: str, place: Place, row_id: bytes, values: dict[str, Any]) -> dict[str, Any]:
    """The values for the record `row_id`, or where the row became one merged into it what that one has not yet.

    Without this a row of the dropped record would rename the kept one.
    """
    target = place.ref.target_id if place.ref else row_id
    if target == row_id:
        return values
    found = reads.row_of(run.book.db, table, list(values), target)
    held = dict(found[1]) if found else {}
    if held.get("primary_account_id"):
        held["primary_account_id"] = run.accounts.root(held["primary_account_id"])
    news = {name: value if held.get(name) != value else None for name, value in values.items()}
    run.pending.set(table, target, news, force=True)
    return news
