"""The handover pack: for each account who is who, what one rep alone knows, what is open, what to say, the dates."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from repcockpit.domain.dates import format_exact
from repcockpit.domain.handover import READY, next_items
from repcockpit.domain.views.paper import Cell, Paper, Points, Said, Section, Table
from repcockpit.domain.words import spoken
from repcockpit.services.papers import stream_paper, write_paper

if TYPE_CHECKING:
    from repcockpit.domain.views.brief import BriefView
    from repcockpit.domain.views.chart import ChartPerson
    from repcockpit.domain.views.coverage import PersonCoverage
    from repcockpit.domain.views.handover import AccountHandover, HandoverView, OpenThing
    from repcockpit.services.book import Book

Progress = Callable[[int, int], object]
_NOBODY = "nobody"
_DATED = frozenset(("qbr", "meeting"))


def write_pack(
    book: "Book",
    view: "HandoverView",
    path: Path,
    *,
    force: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> int:
    """Write the pack of these handovers, Markdown or HTML by the end of the name; gives its bytes.

    `progress(done, total)` counts accounts and may raise to end it. Raises what `replace_file` raises.
    """
    return write_paper(handover_paper(book, view, progress), path, force=force)


def stream_pack(book: "Book", view: "HandoverView", out: BinaryIO) -> int:
    """The pack as Markdown to a stream; gives its bytes."""
    return stream_paper(handover_paper(book, view), "md", out)


def handover_paper(
    book: "Book", view: "HandoverView", progress: Progress = lambda _done, _total: None
) -> Paper:
    """The whole pack, accounts in the order of the view."""
    giver, taker = _name(view.giver), _name(view.taker)
    sections = [_overview(view)]
    for number, one in enumerate(view.accounts):
        progress(number, len(view.accounts))
        sections += _account(book, one)
    is_rehearsal = view.mode == "if_i_leave"
    title = f"If {giver} leaves" if is_rehearsal else f"{giver} to {taker}" if view.taker else giver
    if len(view.accounts) == 1:
        title = f"{view.accounts[0].name}, {title}"
    return Paper(
        "Handover rehearsal" if is_rehearsal else "Handover",
        title,
        format_exact(view.as_of),
        (_totals(view),),
        tuple(sections),
        f"Made from the record on {format_exact(view.as_of)}. For our own people: it holds what customers do not read.",
    )


def _name(link: object) -> str:
    return str(getattr(link, "name", None) or "several reps")


def _totals(view: "HandoverView") -> str:
    people = sum(len(one.only_you) for one in view.accounts)
    things = sum(len(one.open) for one in view.accounts)
    return (
        f"{_counted(len(view.accounts), 'account')}, {_counted(people, 'person', 'people')} known by one of us alone,"
        f" {_counted(things, 'thing')} open."
    )


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def _overview(view: "HandoverView") -> Section:
    rows = tuple(
        (
            f"{one.name}{f' {one.segment}' if one.segment else ''}",
            _ready(one),
            f"{len(one.only_you):,}",
            f"{len(one.open):,}",
            "every thread is one rep's" if one.one_of_us else "",
        )
        for one in view.accounts
    )
    table = Table("", ("Account", "Readiness", "Known by one", "Open", "Risk"), rows)
    return Section("Accounts", (table,) if rows else (), "No account changes hands.")


def _ready(one: "AccountHandover") -> Cell:
    ink = "good" if one.ready else "soon"
    return Cell(
        f"{one.readiness} of 100, {'ready' if one.ready else f'{READY} is needed'}", ink, one.readiness
    )


def _account(book: "Book", one: "AccountHandover") -> Iterator[Section]:
    from repcockpit.services.briefs.brief import brief_of  # noqa: PLC0415 -- only for a pack
    from repcockpit.services.coverage.reading import account_network  # noqa: PLC0415 -- the same

    brief = brief_of(book, one.id)
    network = account_network(book, one.id)
    known = {person.contact_id: person for person in network.coverage.people}
    yield Section(f"{one.name}{f' {one.segment}' if one.segment else ''}", (Said(_standing(one), "soft"),))
    yield Section(
        f"{one.name}: only {_name(one.giver)} knows",
        _only_you(one),
        "Nobody and nothing.",
        is_first=True,
        level=3,
    )
    yield Section(f"{one.name}: who is who", _who(book, one.id, known, network.rep_names), level=3)
    yield Section(f"{one.name}: open", _open(one.open, is_dated=False), level=3)
    yield Section(f"{one.name}: what to say", _say(brief), "Nothing is missing.", level=3)
    yield Section(f"{one.name}: last meetings", _last(brief), "None.", level=3)
    yield Section(f"{one.name}: dates", _open(one.open, is_dated=True), "None planned.", level=3)
    yield Section(f"{one.name}: still missing", _missing(one), "Nothing.", level=3)


def _standing(one: "AccountHandover") -> str:
    parts = [f"{one.readiness} of 100", f"from {_name(one.giver)}"]
    parts += [f"to {_name(one.taker)}"] if one.taker else []
    parts += [f"begun {format_exact(one.started_on)}"] if one.started_on else []
    parts += [f"covered until {format_exact(one.cover_until)}"] if one.cover_until else []
    parts += [f"done {format_exact(one.done_on)}"] if one.done_on else []
    return ", ".join(parts) + "."


def _only_you(one: "AccountHandover") -> tuple[Points, ...]:
    people = [
        f"{person.name}, {spoken(person.role or 'no role')}{f', {person.title}' if person.title else ''},"
        f" last {_on(person.last_touch_on)}"
        for person in one.only_you
    ]
    notes = [f"{note.text} ({note.by}, {_on(note.on)})" for note in one.notes]
    found = (*people, *notes)
    return (Points(found),) if found else ()


def _who(
    book: "Book", account_id: bytes, known: dict[bytes, "PersonCoverage"], reps: dict[bytes, str]
) -> tuple[Table, ...]:
    """The chart from the top: a line for each person and empty seat, indented by level."""
    from repcockpit.services.chart.chart import account_chart  # noqa: PLC0415 -- only for a pack

    rows = tuple(_person(one, known.get(one.id), reps) for one in account_chart(book, account_id).people)
    head = ("Who", "Title", "Role", "Support", "How deep", "Who of us", "Last", "Confirmed")
    return (Table("", head, rows),) if rows else ()


def _person(
    one: "ChartPerson", cover: "PersonCoverage | None", reps: dict[bytes, str]
) -> tuple[str | Cell, ...]:
    name = f"{'· ' * one.level}{one.name or 'empty seat'}"
    roles = ", ".join(spoken(role) for role in one.roles)
    if cover is None:
        return (name, one.title, roles, "", Cell("empty", "soft") if one.is_seat else "", "", "", "")
    holders = ", ".join(sorted(reps.get(rep, "?") for rep in cover.held_by))
    ours = holders or Cell("no thread", "soft")
    confirmed = _on(cover.role_confirmed_on) if cover.role_confirmed_on else Cell("never", "soft")
    return (
        name, one.title, roles, spoken(cover.support), spoken(cover.depth), ours, _on(cover.last_touch_on), confirmed,
    )  # fmt: skip


def _open(things: Sequence["OpenThing"], *, is_dated: bool) -> tuple[Table, ...]:
    some = [one for one in things if (one.kind in _DATED) == is_dated]
    if is_dated:
        some.sort(key=lambda one: (one.due_on is None, one.due_on or date.max, one.title, one.id))
    rows = tuple(
        (
            one.title or spoken(one.kind),
            spoken(one.kind) if one.kind != "qbr" else "QBR",
            (one.contact.name or "") if one.contact else "",
            format_exact(one.due_on) if one.due_on else "no date",
            (one.owner.name or "") if one.owner else _NOBODY,
        )
        for one in some
    )
    return (Table("", ("What", "Kind", "With", "Due", "Whose"), rows),) if rows else ()


def _say(brief: "BriefView") -> tuple[Points, ...]:
    """What to ask, what they expect, what can be brought."""
    found = [f"{one.text} ({one.why})" for one in brief.asks]
    found += [
        f"{spoken(one.kind)}: {one.text} ({_on(one.on)})" for one in brief.known if one.kind != "only_you"
    ]
    found += [f"bring: {brief.bring.item.title}"] if brief.bring.item else []
    return (Points(tuple(found)),) if found else ()


def _last(brief: "BriefView") -> tuple[Table, ...]:
    rows = tuple((format_exact(one.on), spoken(one.type), one.note) for one in brief.last)
    return (Table("", ("Day", "What", "Note"), rows),) if rows else ()


def _missing(one: "AccountHandover") -> tuple[Points, ...]:
    found = tuple(f"{item.words}, {item.weight} points: {item.meets}" for item in next_items(one.items))
    return (Points(found),) if found else ()


def _on(day: date | None) -> str:
    return format_exact(day) if day else "never"
