"""Why a row is as it is: its state, the rule that won, and the rows that count and those that do not."""

from collections.abc import Callable
from datetime import date

from repcockpit.domain.cadence import pace
from repcockpit.domain.dates import format_exact
from repcockpit.domain.views.details import Care, EvidenceRow, Why
from repcockpit.domain.views.today import Reason, TodayItem
from repcockpit.domain.words import spoken
from repcockpit.services.book import Book
from repcockpit.services.details.around import Around, around
from repcockpit.services.details.cares import NO_CARE, cares
from repcockpit.services.details.panes import touch_row
from repcockpit.services.details.records import touches_of
from repcockpit.services.details.rules import deciding_numbers, rule_lines
from repcockpit.services.details.seven import standing_words
from repcockpit.services.details.why_lines import SEVEN, why_line
from repcockpit.services.details.why_records import why_interaction, why_plain, why_request, why_task
from repcockpit.services.scores.avoided import avoided_words, skips_of
from repcockpit.services.scores.contact_bars import guard_words
from repcockpit.store.reads.details_timeline import FROM_NOW_ON, interactions_page
from repcockpit.store.reads.parties import account_row, person_row
from repcockpit.store.reads.records import titles_of

ROWS = 12
_CARED = frozenset({"account", "contact"})


def why_of(book: Book, kind: str, record_id: bytes) -> Why | None:
    """Why a record is as it is; None for a kind that has no reasons.

    `kind` is account, contact, task, promise, interaction, request, qbr, deal, training, info, idea, feedback,
    or `seven_ACTIVITY` with the id of an account.
    """
    if kind in _CARED:
        return _why_cared(book, kind, record_id)
    if kind.startswith(SEVEN):
        return why_line(book, kind.removeprefix(SEVEN), record_id)
    makers: dict[str, Callable[[Book, bytes], Why | None]] = {
        "task": why_task,
        "promise": why_task,
        "interaction": why_interaction,
        "request": why_request,
        "qbr": _why_review,
    }
    if kind in makers:
        return makers[kind](book, record_id)
    return why_plain(book, kind, record_id)


def _why_review(book: Book, qbr_id: bytes) -> Why | None:
    from repcockpit.services.reviews.reading import row_by_id  # noqa: PLC0415 -- only for a review
    from repcockpit.services.reviews.why import why_review  # noqa: PLC0415 -- the same

    row = row_by_id(book, qbr_id)
    return None if row is None else why_review(book, row)


def why_of_item(book: Book, item: TodayItem) -> Why:
    """Everything behind a row of Today: its points, the rule, the rows."""
    kind = item.subject_kind if item.subject_kind in _CARED else ""
    name = item.contact_name or item.account_name or item.title
    own = None if kind else why_of(book, item.subject_kind, item.subject_id)
    base = Why(name, item.title, item.score, item.reasons, (), (), book.now())
    if own is not None:
        said = item.reasons if item.score is not None else own.reasons or item.reasons
        rows = own.rows or evidence(book, *_target(item)) if item.account_id or item.contact_id else own.rows
        return own._replace(title=name, about=item.title, score=item.score, reasons=said, rows=rows)
    if item.account_id is None and item.contact_id is None:
        return base
    about, record = _target(item)
    if not kind:
        return base._replace(rows=evidence(book, about, record))
    care = cares(book, kind, [item.subject_id]).get(item.subject_id, NO_CARE)
    account = item.account_id if kind == "contact" else item.subject_id
    return base._replace(
        rule=rule_lines(book, kind, item.subject_id, account, care),
        rows=evidence(book, kind, item.subject_id),
        numbers=tuple(deciding_numbers(book, kind, item.subject_id, account)),
    )


def _target(item: TodayItem) -> tuple[str, bytes]:
    if item.contact_id is not None:
        return "contact", item.contact_id
    return "account", item.account_id or b""


def _why_cared(book: Book, kind: str, record_id: bytes) -> Why | None:
    name = titles_of(book.db, kind, [record_id]).get(record_id)
    if name is None:
        return None
    of = around(book, kind, record_id)
    account = record_id if kind == "account" else next(iter(of.accounts), None)
    care = cares(book, kind, [record_id]).get(record_id, NO_CARE)
    return Why(
        name,
        standing_words(care)[1],
        None,
        _care_reasons(book, kind, record_id, care),
        rule_lines(book, kind, record_id, account, care),
        evidence(book, kind, record_id, of),
        book.now(),
        tuple(deciding_numbers(book, kind, record_id, account)),
    )


def _care_reasons(book: Book, kind: str, record_id: bytes, care: Care) -> tuple[Reason, ...]:
    today = book.today()
    silent = (
        f"last touch {format_exact(care.last_touch_on)}, {(today - care.last_touch_on).days} d ago"
        if care.last_touch_on
        else "never contacted"
    )
    if care.last_touch_on is None and care.last_mail_on:
        silent = f"mail only, last {format_exact(care.last_mail_on)}"
    told = [Reason("silence", None, silent)]
    if care.is_catch_up:
        told.append(Reason("catch-up", None, "was late when the record came in; one touch ends it"))
    if care.snoozed_until:
        told.append(Reason("snoozed", None, f"until {format_exact(care.snoozed_until)}"))
    if care.planned_on:
        told.append(
            Reason("planned", None, f"{spoken(care.planned_type or '')} {format_exact(care.planned_on)}")
        )
    told.append(Reason("pace", None, _pace(book, kind, record_id)))
    if kind == "contact" and (guard := guard_words(book, record_id)):
        told.append(Reason("guard", None, guard))
    skips = skips_of(book, record_id) if kind == "account" else ()
    if skips:
        told.append(Reason("avoided", None, avoided_words(skips)))
    return tuple(told)


def _pace(book: Book, kind: str, record_id: bytes) -> str:
    row = person_row(book.db, record_id) if kind == "contact" else account_row(book.db, record_id)
    started = row.tracking_started_on if row else None
    tracked = (book.today() - date.fromisoformat(started)).days if started else 365
    count = touches_of(book, kind, record_id)
    found = pace(count, tracked, book.numbers)
    more = "a relationship" if found.is_relationship else f"{found.needed:.1f} needed by now"
    return f"{count} {'touch' if count == 1 else 'touches'} in 365 d, {more}"


def evidence(book: Book, kind: str, record_id: bytes, of: Around | None = None) -> tuple[EvidenceRow, ...]:
    """The next planned and the last interactions, each with whether it counts and why."""
    of = of or around(book, kind, record_id)
    found = interactions_page(book.db, kind, of.group, FROM_NOW_ON, ROWS)
    rows = []
    for touch in map(touch_row, found):
        is_ahead = touch.status == "planned" and touch.on >= book.today()
        said = "planned, softens but never clears" if is_ahead else touch.why
        note = f"{said}: {touch.note}" if touch.note else said
        rows.append(EvidenceRow("interaction", touch.id, touch.on, touch.type, note, touch.counts))
    return tuple(rows)
