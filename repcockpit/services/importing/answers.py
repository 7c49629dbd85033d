"""What a person's row tells of the last survey, beside everything else it tells."""

from typing import Any

from repcockpit.domain.ids import derived_id
from repcockpit.services.importing.run import Run
from repcockpit.store.reads import importing_needs as reads


def plan_answer(run: Run, contact_id: bytes, account_id: bytes | None, answer: dict[str, Any] | None) -> bool:
    """What a person's row says of their last survey; each answer once, whoever tells it. True if it is new."""
    if answer is None:
        return False
    row_id = derived_id(contact_id, "feedback", answer["kind"], answer["asked_on"])
    if run.pending.fresh("feedback", row_id) is not None or reads.is_answered(
        run.book.db, row_id, contact_id, answer["kind"], answer["asked_on"]
    ):
        return False
    row = {name: value for name, value in answer.items() if value is not None}
    run.pending.add("feedback", row_id, row | {"contact_id": contact_id, "account_id": account_id})
    return True
