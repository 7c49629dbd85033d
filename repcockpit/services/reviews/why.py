"""Why a review is as ready as it is: every item with its weight, what meets it, and the rows behind it."""

from typing import TYPE_CHECKING

from repcockpit.domain.readiness import BY_NAME
from repcockpit.domain.views.details import EvidenceRow, Why
from repcockpit.domain.views.reviews import QbrItemView, QbrRow
from repcockpit.services.approvals.asking import asked_about
from repcockpit.store.reads.records import titles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_KINDS = {
    "date_agreed": "interaction",
    "customer_accepted": "contact",
    "pre_call": "interaction",
    "actions_reviewed": "task",
    "satisfaction": "feedback",
    "challenges": "interaction",
    "industry_item": "info",
    "ideas_updated": "idea",
}
_SHORT = {
    "date_agreed": "date",
    "customer_accepted": "accepted",
    "pre_call": "pre-call",
    "actions_reviewed": "action",
    "satisfaction": "score",
    "challenges": "challenge",
    "industry_item": "news",
    "ideas_updated": "idea",
}


def why_review(book: "Book", row: QbrRow) -> Why:
    """The weights, the musts and the rows that were looked at."""
    rule = [_item_line(one) for one in row.items]
    rule.append(f"must  one that is open holds the score at {book.numbers.qbr_cap:g}")
    rule.append(f"ready  from {book.numbers.qbr_ready:g} on")
    about = f"{row.words}, {row.points} of 100 points" + (
        f", held at {row.readiness}" if row.is_capped else ""
    )
    asked = asked_about(book, row.id)
    about += f"; skip {asked}" if asked else ""
    rows = tuple(one for item in row.items for one in _evidence(book, item, row.id))
    score = None if row.readiness is None else float(row.readiness)
    return Why(
        f"QBR with {row.account_name or ''}", about, score, (), tuple(rule), rows, book.now(), ("qbr.ready",)
    )


def _item_line(one: QbrItemView) -> str:
    item = BY_NAME[one.item]
    must = ", must" if one.must else ""
    if one.met:
        return f"+{one.weight}  {item.words}{must}"
    return f"0 of {one.weight}  {item.words}{must}: {item.meets}"


def _evidence(book: "Book", item: QbrItemView, qbr_id: bytes) -> tuple[EvidenceRow, ...]:
    kind = _KINDS.get(item.item)
    ids = [one for one in item.evidence_ids if one != qbr_id]
    if kind is None or not ids:
        return ()
    titles = titles_of(book.db, kind, ids)
    return tuple(
        EvidenceRow(kind, one, None, _SHORT[item.item], titles[one], item.met) for one in ids if one in titles
    )
