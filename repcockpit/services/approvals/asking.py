"""Asking a manager, and what the one who asked is told meanwhile."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repcockpit.services.approvals.people import answerer
from repcockpit.store.reads import approvals as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit


def ask_within(
    book: "Book",
    unit: "Unit",
    *,
    kind: str,
    subject_id: bytes,
    account_id: bytes | None,
    asked: str | None = None,
    reason: str | None = None,
) -> bytes:
    """The open approval about a record, asked for now, or brought up to date where it waits already; gives its id.

    `kind` is qbr_skip, tier_change or handover, `asked` the value asked for.
    """
    waiting = reads.open_about(book.db, kind, subject_id)
    if waiting is not None:
        unit.update("approval", waiting, {"asked": asked, "reason": reason})
        return waiting
    return unit.insert(
        "approval",
        {
            "kind": kind,
            "subject_id": subject_id,
            "account_id": account_id,
            "asked": asked,
            "asked_by_id": book.author_id,
            "asked_on": book.today().isoformat(),
            "reason": reason,
            "state": "open",
        },
    )


def waiting_words(book: "Book", subjects: Iterable[bytes]) -> dict[bytes, str]:
    """What is to be said at records that a manager was asked about: `waiting for Petra`, `refused by Petra: …`.

    What was approved needs no words.
    """
    found = {}
    for subject_id, one in reads.newest_about(book.db, list(subjects)).items():
        if one.state == "open":
            found[subject_id] = (
                f"{_asked(one)}waiting for {waits_for(book, one.kind, one.asked, one.asked_by_id)}"
            )
        elif one.state == "refused":
            when = f": {one.note}" if one.note else ""
            found[subject_id] = f"{_asked(one)}refused by {one.by or 'a colleague'}{when}"
    return found


def asked_about(book: "Book", subject_id: bytes) -> str:
    """What is to be said at one record; blank where nobody was asked, or all was approved."""
    return waiting_words(book, [subject_id]).get(subject_id, "")


def waits_for(book: "Book", kind: str, asked: str | None, rep_id: bytes | None) -> str:
    """Whose answer it is, by name."""
    leader = answerer(book, kind, asked, rep_id)
    return leader.name if leader else "an answer"


def _asked(one: reads.Asked) -> str:
    return f"tier {one.asked} " if one.kind == "tier_change" and one.asked else ""
