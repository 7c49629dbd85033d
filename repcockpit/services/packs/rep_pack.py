"""The 1:1 pack of one of us: the seven activities with their rows, what changed, what went well, what to talk about."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from repcockpit.domain.access import may_see
from repcockpit.domain.dates import format_exact
from repcockpit.domain.errors import NotFoundError, RefusedError
from repcockpit.domain.rep_pack import change_words, figures_in_words, overdue_by_tier, went_well
from repcockpit.domain.score_words import ACTIVITY_WORDS, index_words, known_words
from repcockpit.domain.scorecard import ACTIVITIES, joined
from repcockpit.domain.team import days_between, has_left
from repcockpit.domain.team_talk import talk_about
from repcockpit.domain.views.paper import Block, Cell, Paper, Points, Said, Section, Table
from repcockpit.domain.views.record_requests import Link
from repcockpit.services.decisions.chosen import counted
from repcockpit.services.papers import stream_paper, write_paper
from repcockpit.services.scores.cards import rep_sheets
from repcockpit.services.scores.values import CHUNK, values_of
from repcockpit.services.team.members import book_of, eve_of, members
from repcockpit.services.team.reading import team_view
from repcockpit.services.team.rows import rows_behind
from repcockpit.services.viewer import viewer_of
from repcockpit.store.reads import scores as score_reads

if TYPE_CHECKING:
    from repcockpit.domain.views.scores import IndexRow, Scorecard, ScorePart
    from repcockpit.domain.views.team import Behind, TeamRow, TeamSpan, TeamView
    from repcockpit.services.book import Book

Progress = Callable[[int, int], object]
DAYS = 28
"""A pack speaks of four weeks where nothing else is asked for."""
MOST = 40
"""Rows of one list; what is left out is counted."""
_CUSTOMERS = 8
_ROWS = {
    "cadence": ("touches", "overdue"),
    "requests": ("requests", "callbacks", "kept"),
    "network": ("coverage",),
    "qbr": ("qbrs",),
    "training": ("trainings",),
    "information": (),
    "ideas": ("ideas",),
}
"""The numbers of the team whose rows stand behind an activity."""


class RepPack(NamedTuple):
    """A pack: whose, over which days, the scorecard at their end, and the paper."""

    rep: Link
    span: "TeamSpan"
    before: "TeamSpan"
    card: "Scorecard"
    paper: Paper


def last_weeks(book: "Book") -> "TeamSpan":
    """The four weeks that end today."""
    return days_between(book.today() - timedelta(days=DAYS - 1), book.today())


def write_rep_pack(
    book: "Book", rep_id: bytes, path: Path, span: "TeamSpan | None" = None, *, force: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> int:  # fmt: skip
    """Write the pack, Markdown or HTML by the end of the name; gives its bytes.

    `progress(done, total)` may raise to end it. Raises RefusedError for whoever may not see it, NotFoundError,
    and what `replace_file` raises.
    """
    return write_paper(rep_pack(book, rep_id, span, progress).paper, path, force=force)


def stream_rep_pack(pack: RepPack, format: str, out: BinaryIO) -> int:
    """The pack to a stream, `md` or `html`; gives its bytes."""
    return stream_paper(pack.paper, format, out)


def rep_pack(
    book: "Book",
    rep_id: bytes,
    span: "TeamSpan | None" = None,
    progress: Progress = lambda _done, _total: None,
) -> RepPack:
    """The pack over `span` (None: four weeks) as of that rep's last sync; `progress` may raise to end it.

    Raises RefusedError for whoever may not see it, NotFoundError.
    """
    looker = viewer_of(book)
    if not may_see(looker, "one_to_one", rep_id):
        raise RefusedError("a 1:1 pack is for the rep and for who leads", "ask a manager, or take your own")
    member = next((one for one in members(book) if one.id == rep_id), None)
    if member is None:
        raise NotFoundError("nobody of that id is in the team", "`repcockpit reps` lists us")
    view = team_view(book, span or last_weeks(book), only=rep_id, progress=lambda *_: progress(0, 0))
    row = next(one for one in view.rows if one.id == rep_id)
    card, customers = rep_sheets(book_of(book, member, until=view.until), rep_id, progress)
    then = _values(book_of(book, member, until=eve_of(view.span)), customers, progress)
    progress(0, 0)
    paper = _paper(book, view, row, card, then, customers, has_plan=may_see(looker, "attainment", rep_id))
    return RepPack(Link(rep_id, row.name), view.span, view.before, card, paper)


def _values(then: "Book", customers: "Sequence[IndexRow]", progress: Progress) -> dict[str, float | None]:
    """What the activities were worth at the end of another day, over the same customers that were known by then."""
    wanted = {one.id for one in customers}
    known = [
        one
        for one in score_reads.customers(then.db, then.rep_id)
        if one.id in wanted and (one.tracking_started_on or "9") <= then.today().isoformat()
    ]
    found: list[tuple[str | None, tuple[float | None, ...]]] = []
    for start in range(0, len(known), CHUNK):
        some = known[start : start + CHUNK]
        values = values_of(then, some)
        found += [(one.segment, values[one.id]) for one in some]
        progress(len(found), len(known))
    if not found:
        return {}
    return dict(zip(ACTIVITIES, joined(found, then.numbers)[0], strict=True))


def _paper(
    book: "Book", view: "TeamView", row: "TeamRow", card: "Scorecard", before: dict[str, float | None],
    customers: "Sequence[IndexRow]", *, has_plan: bool,
) -> Paper:  # fmt: skip
    values = {part.activity: (part.value, before.get(part.activity)) for part in card.parts}
    talk = [one for one in talk_about(row, view.help) if not one.endswith(": say so.")]
    sections = [
        Section("What to talk about", _points(talk), "Nothing presses.", is_first=True),
        Section("What went well", _points(went_well(row.figures, row.previous, values)), "Nothing stands out in the numbers."),
        Section("Seven activities", (_seven(card, before),)),
        Section("The numbers", (_numbers(row, has_plan=has_plan),)),
        _overdue(row),
        _list(book, view, row, "handed", "Tasks handed to them", "No task is open that somebody gave them."),
        _list(book, view, row, "snoozed", "Put off", "Nothing is put off."),
        _approvals(book, row),
        Section("The rows behind", (Said("What the rep did in these days, then the customers that lower the mean."),)),
        *_activities(book, view, row, card, customers),
        *([Section("What is not here", _points(view.left_out))] if view.left_out else []),
    ]  # fmt: skip
    return Paper("1:1", row.name, _span(view.span), _about(view, row, card), tuple(sections), _made(book))


def _span(span: "TeamSpan") -> str:
    return f"{format_exact(span.since)} to {format_exact(span.until)}"


def _about(view: "TeamView", row: "TeamRow", card: "Scorecard") -> tuple[str, ...]:
    as_of = "nothing came from their device yet"
    if row.as_of_sync is not None:
        as_of = f"as of {format_exact(row.as_of_sync.date())}, {row.as_of_sync:%H:%M}"
    stale = ", which is long ago" if row.stale and row.as_of_sync is not None else ""
    away = f", on leave until {format_exact(row.away_until)}" if row.away_until else ""
    if row.left_on is not None:
        away = f", {'left' if has_left(row.left_on, view.as_of.date()) else 'leaves'} on {format_exact(row.left_on)}"
    return (
        f"{counted('account', row.accounts)}, {counted('contact', row.people)}; {as_of}{stale}{away}.",
        f"Scorecard: {_index(card)}, {known_words(card.known_share)}.",
        f"Compared with {_span(view.before)}.",
    )


def _index(card: "Scorecard") -> str:
    before = f" (30 days before: {card.value_before:.0f})" if card.value_before is not None else ""
    return index_words(card.value, None) + before


def _made(book: "Book") -> str:
    return (
        f"Made from the record on {format_exact(book.today())}, {book.now():%H:%M}. One person against their own numbers:"
        " nobody is ranked."
    )


def _points(said: Sequence[str]) -> tuple[Block, ...]:
    return (Points(tuple(said)),) if said else ()


def _seven(card: "Scorecard", before: dict[str, float | None]) -> Table:
    rows = tuple(_part(part, before.get(part.activity)) for part in card.parts)
    head = ("Activity", "Of 100", "Before", "Change", "Weight", "Known", "Next")
    return Table("Each of 100; what is unknown is left out and never counts as 0.", head, rows)


def _part(part: "ScorePart", then: float | None) -> tuple[str | Cell, ...]:
    now = Cell("unknown", "soft") if part.value is None else Cell(f"{part.value:.0f}", "big", part.value)
    change = change_words(part.value, then)
    ink = "better" if change.startswith("+") else "worse" if change.startswith("-") else ""
    gain = f"{part.next_action}, +{part.gain:.1f}" if part.next_action and part.gain else part.next_action
    return (
        ACTIVITY_WORDS[part.activity], now, "unknown" if then is None else f"{then:.0f}", Cell(change, ink),
        f"{part.weight:g}", f"{round(100 * part.known)} %", gain,
    )  # fmt: skip


def _activities(
    book: "Book", view: "TeamView", row: "TeamRow", card: "Scorecard", customers: "Sequence[IndexRow]"
) -> Iterator[Section]:
    """The rows behind each activity: what the rep did, then the customers that pull it down."""
    for part in card.parts:
        blocks: list[Block] = []
        for figure in _ROWS[part.activity]:
            blocks += _behind(rows_behind(book, row.id, figure, view.span))
        if part.activity == "information":
            blocks += _brought(book, view, row)
        blocks += _lowest(part, customers)
        yield Section(
            f"{ACTIVITY_WORDS[part.activity]}: the rows", tuple(blocks), "Nothing in these days.", level=3
        )


def _behind(found: "Behind") -> list[Block]:
    if not found.rows:
        return [Said(f"{_sentence(found.title)}: none.", "soft")]
    shown = found.rows[:MOST]
    rows = tuple(
        (one.text, one.account_name or "", format_exact(one.on) if one.on else "", one.state) for one in shown
    )
    left = f", the first {MOST}" if len(shown) < len(found.rows) else ""
    counted = (
        f"{found.total:,} of {len(found.rows):,} count"
        if found.total < len(found.rows)
        else f"{found.total:,}"
    )
    caption = f"{_sentence(found.title)}: {counted}{left}. {_sentence(found.words[0])}."
    return [Table(caption, ("What", "Account", "Day", "State"), rows)]


def _brought(book: "Book", view: "TeamView", row: "TeamRow") -> list[Block]:
    from repcockpit.store.reads.rep_pack import brought  # noqa: PLC0415 -- only here

    until = min(view.until, row.day or view.until)
    found = brought(book.db, row.id, view.since.isoformat(), until.isoformat())
    if not found:
        return [Said("News brought: none.", "soft")]
    rows = tuple(
        (one.title, one.account_name or "", format_exact(date.fromisoformat(one.on)), one.reaction or "")
        for one in found[:MOST]
    )
    left = f", the first {MOST}" if len(found) > MOST else ""
    return [
        Table(f"News brought: {len(found):,}{left}.", ("What", "Account", "Day", "How it was taken"), rows)
    ]


def _lowest(part: "ScorePart", customers: "Sequence[IndexRow]") -> list[Block]:
    place = ACTIVITIES.index(part.activity)
    known = [(value, one) for one in customers if (value := one.values[place]) is not None]
    if not known:
        return []
    known.sort(key=lambda pair: (pair[0], pair[1].segment or "E", pair[1].name, pair[1].id))
    rows = tuple(
        (f"{one.name} {one.segment or ''}".strip(), Cell(f"{value:.0f}", "", value))
        for value, one in known[:_CUSTOMERS]
    )
    caption = f"Customers by this activity, the lowest first: {len(rows)} of {len(known):,}."
    return [Table(caption, ("Customer", "Of 100"), rows)]


def _numbers(row: "TeamRow", *, has_plan: bool) -> Table:
    rows = tuple(
        (one.name, Cell(one.now, "big"), one.before, one.meaning)
        for one in figures_in_words(row.figures, row.previous)
        if has_plan or not one.is_plan
    )
    return Table("", ("What", "These days", "Before", "Counted"), rows)


def _overdue(row: "TeamRow") -> Section:
    rows = overdue_by_tier(row.figures.overdue, row.previous.overdue)
    table = Table(
        "Accounts and key people; leave and holidays are considered.", ("Tier", "Past due", "Before"), rows
    )
    return Section("Past due by tier", (table,) if rows else (), "Nothing is known yet.")


def _list(book: "Book", view: "TeamView", row: "TeamRow", figure: str, title: str, nothing: str) -> Section:
    found = rows_behind(book, row.id, figure, view.span)
    return Section(title, tuple(_behind(found)) if found.rows else (), nothing)


def _approvals(book: "Book", row: "TeamRow") -> Section:
    from repcockpit.services.approvals.listing import approvals_view  # noqa: PLC0415 -- only here

    rows = tuple(
        (one.what, one.view.reason or "", format_exact(one.view.asked_on) if one.view.asked_on else "")
        for one in approvals_view(book).waiting
        if one.view.asked_by is not None and one.view.asked_by.id == row.id
    )
    table = Table("", ("What they ask for", "Why", "Since"), rows)
    return Section("Waiting for an answer", (table,) if rows else (), "They wait for no answer.")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
