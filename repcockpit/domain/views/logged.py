"""What saving a capture line wrote."""

from datetime import date
from typing import NamedTuple


class Logged(NamedTuple):
    """The ids of everything one line became; `next_*` is the step said, or the one the cadence proposes.

    `next_by` is "said" or "cadence"; `counts` tells whether the interaction is a touch, `why` in words.
    """

    interaction_id: bytes
    text: str
    request_ids: tuple[bytes, ...]
    promise_ids: tuple[bytes, ...]
    idea_ids: tuple[bytes, ...]
    training_ids: tuple[bytes, ...]
    info_ids: tuple[bytes, ...]
    feedback_ids: tuple[bytes, ...]
    task_ids: tuple[bytes, ...]
    next_id: bytes | None
    next_on: date | None
    next_title: str
    next_by: str | None
    counts: bool
    why: str
