"""Why a review is as ready as it is: fourteen weights, the cap of an open must, the rows that were looked at."""

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.readiness import BY_NAME
from repcockpit.domain.views.details import EvidenceRow, Why
from repcockpit.domain.views.reviews import QbrItemView
from repcockpit.domain.views.today import Reason
from repcockpit.services.book import Book
from repcockpit.services.reviews.reading import found_review, row_of
from repcockpit.store.reads.records import titles_of

_NUMBERS = ("qbr.ready", "qbr.cap", "qbr.risk", "qbr.risk_days")
_KINDS = {
    "customer_accepted": "contact",
    "pre_call": "interaction",
    "actions_reviewed": "task",
    "satisfaction": "feedback",
    "challenges": "interaction",
    "industry_item": "info",
    "ideas_updated": "idea",
}


def why_review(book: Book, qbr_id: bytes) -> Why | None:
    """The sum behind the readiness of a review; None where there is no such review."""
    try:
        courses, one = found_review(book, qbr_id)
    except NotFoundError:
        return None
    row = row_of(courses, one)
    about = f"{row.points} points" + (f", held at {row.readiness}" if row.is_capped else "")
    reasons = tuple(_reason(item) for item in row.items)
    rule = (
        f"ready  from {book.numbers.qbr_ready:g} on",
        f"must  while one is open the sum stops at {book.numbers.qbr_cap:g}",
    )
    score = None if row.readiness is None else float(row.readiness)
    title = f"QBR with {row.account_name}"
    return Why(title, about, score, reasons, rule, _rows(book, row.items, qbr_id), book.now(), _NUMBERS)


def _reason(item: QbrItemView) -> Reason:
    known = BY_NAME[item.item]
    must = ", a must" if item.must else ""
    said = f"met, {item.weight}{must}" if item.met else f"open, {item.weight}{must}: {known.meets}"
    return Reason(known.words, float(item.weight) if item.met else 0.0, said)


def _rows(book: Book, items: tuple[QbrItemView, ...], qbr_id: bytes) -> tuple[EvidenceRow, ...]:
    found = []
    for item in items:
        kind = _KINDS.get(item.item)
        ids = [one for one in item.evidence_ids if one != qbr_id]
        if kind is None or not ids:
            continue
        titles = titles_of(book.db, kind, ids)
        what = BY_NAME[item.item].words
        found += [EvidenceRow(kind, one, None, what, titles.get(one) or "no title") for one in ids]
    return tuple(found)
