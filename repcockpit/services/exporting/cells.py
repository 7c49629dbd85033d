"""Links as the two cells they have in a csv: the id, which an import goes by, and the name, which people read."""

from repcockpit.domain.views.record_requests import Link


def key(link: Link | None) -> str | None:
    """The id of a linked record, 32 hex digits."""
    return None if link is None else link.id.hex()


def name(link: Link | None) -> str | None:
    """What a linked record is called."""
    return None if link is None else link.name
