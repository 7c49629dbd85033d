"""What a person's row tells of the last survey, beside everything else it tells."""

from typing import Any

from repcockpit.services.importing.run import Run
from repcockpit.store.reads import importing_needs as reads


def plan_answer(run: Run, contact_id: bytes, account_id: bytes | None, answer: dict[str, Any] | None) -> bool:
    """What a person's row says of their last survey; each answer once, whoever tells it. True if it is new."""
    if answer is None:
        return False
    kind, on = answer["kind"], answer["asked_on"]
    if reads.is_answered(run.book.db, contact_id, kind, on):
        return False
    row = {name: value for name, value in answer.items() if value is not None}
    row |= {"contact_id": contact_id, "account_id": account_id}
    return run.pending.link("feedback", (contact_id, f"feedback {kind} {on}"), row, is_new=False)
