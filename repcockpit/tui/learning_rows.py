"""The rows of training, news and ideas, in words and cells. Pure: views in, lines out."""

from collections.abc import Iterable, Sequence
from datetime import date

from repcockpit.domain.ideas import Money, is_to_tell
from repcockpit.domain.training import USAGE, Cell
from repcockpit.domain.views.learning import Got, IdeaRow, LibraryRow, Matrix, Trainee
from repcockpit.tui import words
from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.grid import STATE, Columns, columns, row_line
from repcockpit.tui.keeping_rows import fits
from repcockpit.tui.parts import section
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.standing import State
from repcockpit.tui.text import Line, cells, cut, cut_line, left, right, visible, wrap

TOPIC, _WIDEST = 14, 30
"""The cells of a topic's column."""
TITLE = 34
"""The cells of an item's title where the list is wide enough."""
_STATE_END = 14
"""Where the state of a row ends, and names begin."""
IDEA_STATES = {
    "done": "TO TELL",
    "declined": "TO TELL",
    "new": "NEW",
    "sent": "SENT",
    "under_review": "UNDER REVIEW",
    "planned": "PLANNED",
    "customer_told": "TOLD",
}


def cell_state(cell: Cell, today: date, *, proposes: bool = False) -> State:
    """Glyph, word and colours of a person in a topic."""
    match cell.state:
        case "valid":
            return State("done", "valid", "good", "text")
        case "soon":
            days = (cell.expires_on - today).days if cell.expires_on else 0
            return State("slip", f"{days} d left" if days else "last day", "soon", "soon")
        case "planned":
            over = (today - cell.due_on).days if cell.due_on else 0
            if over > 0:
                return State("late", words.days_over(over), "late!", "late!")
            when = words.day_ahead(cell.due_on, today) if cell.due_on else "planned"
            short = (
                when if len(when) <= STATE else words.short_date(cell.due_on or today, cell.due_on or today)
            )
            return State("planned", short, "accent", "text")
        case "expired":
            return State("hole", "expired", "muted", "muted")
    return State("slip", "new here", "soon", "soon") if proposes else State("hole", "never", "muted", "muted")


def topic_room(width: int) -> int:
    """How many topics stand beside the names in a list of `width` cells."""
    return max(0, (width - _STATE_END - columns(width).who - 2) // TOPIC)


def topic_size(width: int, count: int) -> int:
    """The cells of a column of `count` topics: few of them stand wider."""
    shown = max(1, min(count, topic_room(width)))
    return min(_WIDEST, max(TOPIC, (width - _STATE_END - columns(width).who - 2) // shown))


def first_topic(at: int, count: int, room: int, first: int) -> int:
    """The first topic shown, so that the one under the cursor is in sight."""
    if room <= 0:
        return at
    return max(0, min(max(first, at - room + 1), at, max(0, count - room)))


def matrix_sheet(
    view: Matrix, text: str, width: int, glyphs: Glyphs, at: int, first: int, *, is_airy: bool
) -> Sheet[Trainee]:
    """One group: the people; its heading names the topics over their columns, the present one in capitals."""
    kept = [one for one in view.people if fits(text, one.name, one.title, words.plain(one.role))]
    shown = f"{len(kept):,}" if len(kept) == len(view.people) else f"{len(kept):,} of {len(view.people):,}"
    title = left(f"PEOPLE  {shown}", _STATE_END + columns(width).who, "")
    size = topic_size(width, len(view.topics))
    for number in range(first, min(len(view.topics), first + topic_room(width))):
        name = visible(view.topics[number].title)
        title += left(name.upper() if number == at else name, size - 1, glyphs.ellipsis) + " "
    return Sheet([Group(Heading(title.rstrip(), ""), kept)], is_airy=is_airy)


def matrix_line(
    row: Trainee, view: Matrix, width: int, glyphs: Glyphs, at: int, first: int, *, is_here: bool
) -> Line:
    """`▌√     valid  Maria López     √ valid       ◊ expired`: the state is that of the present topic."""
    cell = row.cells[at] if row.cells else Cell()
    who = columns(width).who
    state = cell_state(cell, view.day, proposes=row.proposes)
    line: Line = [
        (glyphs.cursor if is_here else " ", "accent!" if is_here else "text"),
        (f"{getattr(glyphs, state.glyph)} ", state.glyph_ink),
        (right(state.words, STATE, glyphs.ellipsis) + "  ", state.words_ink),
    ]
    room, size = topic_room(width), topic_size(width, len(view.topics))
    if not row.cells or not room:
        about = " ".join(part for part in (visible(row.title), words.plain(row.role)) if part)
        rest = width - _STATE_END - who - 2
        line += [(left(visible(row.name), who) + " ", "text!"), (left(about, rest), "muted")]
        return cut_line([*line, (" ", "text")], width, glyphs.ellipsis)
    line.append((left(visible(row.name), who, glyphs.ellipsis) + " ", "text!"))
    for number in range(first, min(len(row.cells), first + room)):
        shown = cell_state(row.cells[number], view.day)
        is_present = number == at
        glyph = glyphs.missing if row.cells[number].state == "never" else getattr(glyphs, shown.glyph)
        said = "" if row.cells[number].state == "never" else shown.words
        line.append((f"{glyph} ", shown.glyph_ink))
        line.append((left(said, size - 3, glyphs.ellipsis) + " ", "text!" if is_present else shown.words_ink))
    return [*line, (" " * max(0, width - sum(cells(text) for text, _ in line)), "text")]


def trainee_lines(row: Trainee, view: Matrix, at: int, width: int, glyphs: Glyphs) -> list[Line]:
    """One person in every topic, for the pane."""
    about = ", ".join(part for part in (visible(row.title), words.plain(row.role)) if part)
    lines: list[Line] = [[(cut(visible(row.name), width, glyphs.ellipsis), "text!")], [(about, "muted")], []]
    if row.proposes:
        lines += [[(f"{glyphs.slip} ", "soon"), ("New here: onboarding is proposed", "text")], []]
    lines.append(section("TOPICS", "", width, glyphs))
    for number, (topic, cell) in enumerate(zip(view.topics, row.cells, strict=True)):
        state = cell_state(cell, view.day)
        name = cut(visible(topic.title), width - 14, glyphs.ellipsis)
        lines.append(
            [
                (f"{getattr(glyphs, state.glyph)} ", state.glyph_ink),
                (left(name, width - 13, glyphs.ellipsis) + " ", "text!" if number == at else "text"),
                (right(state.words, 10), state.words_ink),
            ]
        )
        for said in _cell_facts(cell):
            lines.append([(cut(f"    {said}", width, glyphs.ellipsis), "muted")])
    return lines


def _cell_facts(cell: Cell) -> Iterable[str]:
    if cell.given_on is not None:
        until = f", holds until {cell.expires_on.isoformat()}" if cell.expires_on else ""
        yield f"given {cell.given_on.isoformat()}{until}"
    if cell.usage is not None:
        yield f"usage {cell.usage} of 3: {USAGE[cell.usage]}"
    if cell.due_on is not None:
        yield f"planned for {cell.due_on.isoformat()}"


def library_sheet(rows: Sequence[LibraryRow], text: str, *, is_airy: bool) -> Sheet[LibraryRow]:
    """What can be brought, what everybody has, what is for others, and what is still to be written."""
    kept = [
        row
        for row in rows
        if fits(text, row.item.title, words.plain(row.item.kind), " ".join(row.item.sectors))
    ]
    parts: dict[str, list[LibraryRow]] = {"TO BRING": [], "ALL HAVE IT": [], "FOR OTHERS": [], "TO WRITE": []}
    for row in kept:
        if row.item.is_to_write:
            parts["TO WRITE"].append(row)
        elif not row.is_fitting:
            parts["FOR OTHERS"].append(row)
        else:
            parts["TO BRING" if row.unsent else "ALL HAVE IT"].append(row)
    parts["TO WRITE"].sort(key=lambda row: row.item.due_on or date.max)
    groups = [Group(Heading(title, f"{len(some):,}"), some) for title, some in parts.items()]
    return Sheet(groups, is_airy=is_airy)


def library_line(
    row: LibraryRow, today: date, width: int, glyphs: Glyphs, *, is_here: bool, unit: str
) -> Line:
    """`○  12 left  Silica limit    study · glass, foundry                 3 got it`."""
    item = row.item
    about = words.plain(item.kind), ", ".join(visible(one) for one in item.sectors)
    who = f"by {visible(row.writer.name or '')}" if row.writer else ""
    context = f" {glyphs.dot} ".join(part for part in (*about, who, _where(row)) if part)
    end = f"{row.got:,} got it" if row.got else ""
    shown = Cells(_library_state(row, today, unit), visible(item.title), context, None, end)
    return row_line(shown, width, glyphs, is_here=is_here, at=_wide(width))


def _wide(width: int) -> Columns:
    """The usual grid with a title's room for the who: here the title is what is looked for."""
    at = columns(width)
    more = max(0, min(TITLE - at.who, at.context - 14))
    return at._replace(who=at.who + more, context=at.context - more)


def _where(row: LibraryRow) -> str:
    item = row.item
    return visible(item.path or item.url or item.note or "")


def _library_state(row: LibraryRow, today: date, unit: str) -> State:
    if row.item.is_to_write:
        due = row.item.due_on
        if due is None:
            return State("hole", "to write", "muted", "muted")
        if due < today:
            return State("late", words.days_over((today - due).days), "late!", "late!")
        when = words.day_ahead(due, today)
        return State("planned", when if len(when) <= STATE else words.short_date(due, due), "accent", "text")
    if not row.is_fitting:
        return State("calm", "not for", "muted", "muted")
    if not row.unsent:
        return State("done", "all have", "good", "muted")
    return State("slip", f"{row.unsent:,} {unit}"[:STATE], "soon", "text")


def item_lines(row: LibraryRow, got: Sequence[Got], today: date, width: int, glyphs: Glyphs) -> list[Line]:
    """An item in full and who got it, for the pane and the box."""
    item = row.item
    lines: list[Line] = [
        [(piece, "text!")] for piece in wrap(visible(item.title or "without a title"), width)
    ]
    facts = [
        ("kind", words.plain(item.kind)),
        ("for", ", ".join(visible(one) for one in item.sectors) or "every sector"),
        ("file", visible(item.path or "")),
        ("link", visible(item.url or "")),
        ("writer", visible(row.writer.name or "") if row.writer else ""),
        ("ready by", item.due_on.isoformat() if item.due_on else ""),
    ]
    for label, value in facts:
        pieces = wrap(value, max(8, width - 10)) if value else []
        for number, piece in enumerate(pieces):
            lines.append([(left(label if not number else "", 10), "muted"), (piece, "text")])
    if item.note:
        lines.append([])
        for paragraph in item.note.splitlines():
            lines += [[(piece, "text")] for piece in wrap(visible(paragraph), width)]
    lines += [[], section("WHO GOT IT", f"{len(got):,}", width, glyphs)]
    lines += [_got_line(one, today, width, glyphs) for one in got]
    if not got:
        lines.append([("Nobody yet.", "muted")])
    return lines


def _got_line(got: Got, today: date, width: int, glyphs: Glyphs) -> Line:
    when = words.day_behind(got.on, today) if got.on else "some day"
    name = visible(
        (got.contact.name if got.contact else None) or (got.account.name if got.account else "") or ""
    )
    place = visible(got.account.name or "") if got.contact and got.account else ""
    said = words.plain(got.reaction)
    start: Line = [
        (right(when, 10) + "  ", "muted"),
        (name, "text!"),
        (f"  {place}" if place else "", "muted"),
    ]
    return cut_line([*start, (f"  {said}" if said else "", "text")], width, glyphs.ellipsis)


def ideas_sheet(rows: Sequence[IdeaRow], text: str, *, is_airy: bool) -> Sheet[IdeaRow]:
    """Ideas by state; those whose customer waits for our answer first."""
    groups: dict[str, list[IdeaRow]] = {}
    for row in rows:
        who = (row.contact.name if row.contact else "") or ""
        where = (row.account.name if row.account else "") or ""
        if fits(text, row.title, row.product, who, where, words.plain(row.status)):
            groups.setdefault(IDEA_STATES.get(row.status, "NEW"), []).append(row)
    found = []
    for number, (name, some) in enumerate(groups.items()):
        has_age = any(one.age_days is not None for one in some)
        names = ("", "") if number else ("open" if has_age else "", "bought")
        found.append(Group(Heading(name, f"{len(some):,}", names), some))
    return Sheet(found, is_airy=is_airy)


def idea_line(row: IdeaRow, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """`○   to tell  Maria López     bigger bags · packaging · Northglass      12 d`."""
    person = visible((row.contact.name if row.contact else "") or "")
    account = visible((row.account.name if row.account else "") or "")
    parts = visible(row.title), account if person else "", visible(row.product)
    context = f" {glyphs.dot} ".join(part for part in parts if part)
    age = None if row.age_days is None else words.silent_days(row.age_days)
    right_words = money_words(row.revenue[:1]) if row.revenue else ""
    return row_line(
        Cells(idea_state(row), person or account or visible(row.title), context, age, right_words),
        width,
        glyphs,
        is_here=is_here,
    )


def idea_state(row: IdeaRow) -> State:
    """Glyph and word of an idea: done and declined wait until the customer is told."""
    if row.status == "done":
        return State("callback", "done", "soon", "soon")
    if row.status == "declined":
        return State("callback", "declined", "soon", "soon")
    if row.status == "customer_told":
        return State("done", "told", "good", "text")
    if row.status == "planned":
        return State("planned", "planned", "accent", "text")
    short = {"under_review": "in review"}.get(row.status, words.plain(row.status))
    return State("calm", short[:STATE], "muted", "text")


def idea_lines(row: IdeaRow, width: int, glyphs: Glyphs) -> list[Line]:
    """An idea in full: who, when, told or not, and what its customer bought in 12 months."""
    del glyphs
    person = visible((row.contact.name if row.contact else "") or "")
    account = visible((row.account.name if row.account else "") or "")
    since = f"{row.status_on.isoformat()}, {row.age_days} d" if row.status_on else "an unknown day"
    told = "not yet, nobody is waiting for an answer"
    if is_to_tell(row.status):
        told = "not yet; a task says so" if row.tell_task else "not yet, and no task says so: h tells"
    elif row.status == "customer_told":
        told = row.told_on.isoformat() if row.told_on else "yes"
    facts = [
        ("from", ", ".join(part for part in (person, account) if part) or "nobody named"),
        ("product", visible(row.product)),
        ("state", f"{words.plain(row.status)} since {since}"),
        ("told", told),
        ("behind it", money_words(row.revenue) or "no won deal in 12 months"),
    ]
    lines: list[Line] = [[(piece, "text!")] for piece in wrap(visible(row.title or "without a title"), width)]
    lines.append([])
    for label, value in facts:
        pieces = wrap(value, max(8, width - 11)) if value else []
        for number, piece in enumerate(pieces):
            lines.append([(left(label if not number else "", 11), "muted"), (piece, "text")])
    if row.note:
        lines.append([])
        for paragraph in row.note.splitlines():
            lines += [[(piece, "text")] for piece in wrap(visible(paragraph), width)]
    return lines


def money_words(money: Money) -> str:
    """`90,000 EUR and 1,200 USD`: each currency by itself."""
    return " and ".join(f"{amount:,.0f} {visible(currency)}".strip() for currency, amount in money)
