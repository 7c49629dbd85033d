"""What an edit of a chart says: a sentence, its transaction, and the row the cursor goes to."""

from typing import NamedTuple


class Charted(NamedTuple):
    """`txn` is None where nothing changed; `row_id` is the person or seat that was worked on."""

    text: str
    txn: bytes | None
    row_id: bytes
