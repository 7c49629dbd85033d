"""Why a task, an interaction or a request is as it is."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from repcockpit.domain.dates import format_exact
from repcockpit.domain.request_steps import EVENT_WORDS
from repcockpit.domain.requests import TARGET_HOURS
from repcockpit.domain.touches import why_not
from repcockpit.domain.views.details import EvidenceRow, Why
from repcockpit.domain.views.records import InteractionView
from repcockpit.domain.views.today import Reason
from repcockpit.domain.words import MAIL_TYPES, spoken
from repcockpit.services.book import Book
from repcockpit.services.requests.telling import clock_reasons
from repcockpit.store.reads import records as reads
from repcockpit.store.reads.cadences import mails_near
from repcockpit.store.reads.details import source_of
from repcockpit.store.reads.records_requests import cases_by_id
from repcockpit.store.reads.records_work import interactions_by_id, tasks_by_id

_STATUS = {"acknowledged": "answered", "callback_due": "call-back due", "resolved": "solved"}
_TITLED = frozenset({"deal", "training", "info", "idea", "feedback"})


def why_task(book: Book, record_id: bytes) -> Why | None:
    """When a task is due, how late it is, and where it came from."""
    found = tasks_by_id(book.db, [record_id])
    if not found:
        return None
    task, today = found[0], book.today()
    kind = spoken(task.kind or "task")
    kind = "call back" if task.kind == "callback" else kind
    told = [Reason("what", None, f"{kind} for {task.contact.name}" if task.contact else kind)]
    if task.done_on is not None:
        told.append(Reason("done", None, format_exact(task.done_on)))
    elif task.due_on is None:
        told.append(Reason("due", None, "no date"))
    else:
        over = (today - task.due_on).days
        said = f"{over} d over" if over > 0 else "due today" if over == 0 else f"in {-over} d"
        told.append(Reason("due", None, f"{format_exact(task.due_on)}, {said}"))
    if task.status and task.done_on is None:
        told.append(Reason("status", None, spoken(task.status)))
    rule = (
        "call back  on the next working day after it was solved; without its outcome the request cannot close"
        if task.kind == "callback"
        else f"late  one interval more for every {book.numbers.rank_task_days} d over; a broken promise is red at once",
    )
    rows = _came_from(book, "task", record_id)
    about = task.account.name if task.account else ""
    return Why(
        task.title or kind, about or "", None, tuple(told), rule, rows, book.now(), ("rank.task_days",)
    )


def why_plain(book: Book, kind: str, record_id: bytes) -> Why | None:
    """Where a deal, training, idea, information or figure came from; None for another kind."""
    if kind not in _TITLED:
        return None
    title = reads.titles_of(book.db, kind, [record_id]).get(record_id)
    if title is None:
        return None
    rows = _came_from(book, kind, record_id)
    source = "logged with the interaction below" if rows else "entered by hand, or imported"
    return Why(title or kind, kind, None, (Reason("source", None, source),), (), rows, book.now())


def _came_from(book: Book, kind: str, record_id: bytes) -> tuple[EvidenceRow, ...]:
    source = source_of(book.db, kind, record_id)
    views = interactions_by_id(book.db, [source], ZoneInfo(book.zone)) if source else []
    return tuple(_evidence(view) for view in views)


def _evidence(view: InteractionView) -> EvidenceRow:
    note = " ".join(part for part in (view.subject, view.note) if part)
    return EvidenceRow(
        "interaction", view.id, view.occurred_on, view.type or "", note or "no note", view.is_touch
    )


def why_request(book: Book, record_id: bytes) -> Why | None:
    """The priority of a request, its two clocks, its call-back, and its steps."""
    found = cases_by_id(book.db, [record_id], ZoneInfo(book.zone), book.now())
    if not found:
        return None
    case, view = found[0], found[0].view
    priority = view.priority or "P3"
    made = f"{priority} of impact {view.impact or 'medium'}, urgency {view.urgency or 'medium'}"
    if view.impact is None or view.urgency is None:
        made += " (medium where unknown)"
    answer, solve = TARGET_HOURS[priority]
    rule = (f"{priority}  answered in {answer} h, solved in {solve} h of working time",)
    told = (
        Reason("state", None, _STATUS.get(view.status or "", spoken(view.status or "new"))),
        Reason("priority", None, made),
        *clock_reasons(case),
    )
    rows = tuple(
        EvidenceRow(
            "request",
            view.id,
            step.at.date() if step.at else None,
            EVENT_WORDS.get(step.kind or "", spoken(step.kind or "")),
            _step(step.at, step.note),
        )
        for step in view.events
    )
    return Why(
        view.title or "request",
        view.account.name or "" if view.account else "",
        None,
        told,
        rule,
        rows,
        book.now(),
    )


def _step(at: object, note: str | None) -> str:
    when = f"{at:%H:%M}" if at is not None else ""
    return " ".join(part for part in (when, note) if part)


def why_interaction(book: Book, record_id: bytes) -> Why | None:
    """Whether an interaction counts as a contact, and which part of the rule says so."""
    found = interactions_by_id(book.db, [record_id], ZoneInfo(book.zone))
    if not found:
        return None
    view = found[0]
    verdict, because = verdict_of(book, view)
    told = (
        Reason("counts", None, verdict),
        Reason("held", None, spoken(view.status or "unknown")),
        Reason("reached", None, spoken(view.outcome or "connected, nothing else was said")),
        Reason(
            "with",
            None,
            ", ".join(one.name or "" for one in view.contacts) or "nobody named: the account alone",
        ),
        *((Reason("direction", None, view.direction or "unknown"),) if view.type in MAIL_TYPES else ()),
    )
    rule = ("touch  completed, connected, of a type that counts; a mail only when two-way", *because)
    title = f"{spoken(view.type or '')} {format_exact(view.occurred_on) if view.occurred_on else ''}".strip()
    numbers = ("touch.reply_days",) if view.type in MAIL_TYPES else ()
    rows = tuple(
        EvidenceRow("contact", one.id, None, "took part", one.name or "", view.is_touch)
        for one in view.contacts
    )
    about = view.account.name or "" if view.account else ""
    return Why(title, about, None, told, rule, rows, book.now(), numbers)


def verdict_of(book: Book, view: InteractionView) -> tuple[str, tuple[str, ...]]:
    """Whether an interaction counts and why, and what a mail was answered by."""
    if view.is_touch:
        whom = "everybody who took part and the account" if view.contacts else "the account"
        return f"yes: a touch of {whom}", _answers(book, view)
    because = why_not(
        view.type or "",
        view.status or "",
        view.outcome,
        view.direction,
        reply_days=book.numbers.touch_reply_days,
    )
    return f"no: {because or 'no customer took part'}", ()


def _answers(book: Book, view: InteractionView) -> tuple[str, ...]:
    """The mails that make a mail two-way."""
    if view.type not in MAIL_TYPES or view.occurred_on is None:
        return ()
    near = timedelta(days=book.numbers.touch_reply_days)
    since, until = (view.occurred_on - near).isoformat(), (view.occurred_on + near).isoformat()
    account = view.account.id if view.account else None
    mails = mails_near(book.db, [one.id for one in view.contacts], account, since, until)
    days = sorted({day for day, way in mails if way is not None and way != view.direction})
    said = ", ".join(format_exact(date.fromisoformat(day)) for day in days[:3])
    return (f"two-way  a mail the other way on {said}",) if said else ()
