"""Who is asked, and who may answer."""

from typing import TYPE_CHECKING

from repcockpit.domain.access import LEADING, may_see
from repcockpit.domain.names import fold
from repcockpit.services.viewer import viewer_of
from repcockpit.store.reads.approvals import Member, roster

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def may_decide(book: "Book") -> bool:
    """Whether the rep of this device answers approvals."""
    return may_see(viewer_of(book), "decide")


def manager_for(book: "Book", rep_id: bytes | None) -> Member | None:
    """Whom a rep asks; None without anybody."""
    return leader_among(everybody(book), rep_id)


def leader_among(people: list[Member], rep_id: bytes | None) -> Member | None:
    """Their own manager, else the first manager A to Z who is somebody else."""
    mine = next((one.manager_id for one in people if one.id == rep_id), None)
    others = [one for one in people if one.id != rep_id]
    own = next((one for one in others if one.id == mine), None)
    leading = sorted(
        (one for one in others if one.role == "manager"), key=lambda one: (fold(one.name), one.id)
    )
    return own or next(iter(leading), None)


def answerer(
    book: "Book", kind: str, asked: str | None, rep_id: bytes | None, people: list[Member] | None = None
) -> Member | None:
    """Whose answer an approval waits for: of a skip the approver that was named, where they may; else the manager.

    `people` are everybody, where they were read before.
    """
    named = member_named(book, asked) if kind == "qbr_skip" and asked else None
    if named is not None and (named.role in LEADING or not viewer_of(book).team_is_led):
        return named
    return leader_among(everybody(book) if people is None else people, rep_id)


def everybody(book: "Book") -> list[Member]:
    """All of us who have not left."""
    return roster(book.db, book.today().isoformat())


def member_named(book: "Book", text: str) -> Member | None:
    """The one of us that a text names by the whole name or a word of it; None where nobody or several fit."""
    wanted = fold(text)
    people = everybody(book)
    found = [one for one in people if fold(one.name) == wanted]
    found = found or [one for one in people if wanted in fold(one.name).split()]
    return found[0] if len(found) == 1 else None
