"""What a screen offers to meet an open item of a review: people, news, ideas, actions to choose from."""

from typing import NamedTuple


class Offer(NamedTuple):
    """Something to choose: the id of its record, what it is called, what is known of it, whether it would do."""

    id: bytes
    title: str
    about: str = ""
    is_fit: bool = True


class ActionText(NamedTuple):
    """An action as it was typed: what, until when (ISO), and whose it is (None: nobody's)."""

    title: str
    due_on: str | None
    owner_id: bytes | None
    owner: str
