"""The rows of the handover screen: accounts with their readiness, under an open one its items, people and open work. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.handover import READY
from repcockpit.domain.views.handover import AccountHandover, ItemView, OnlyYou, OnlyYouNote, OpenThing
from repcockpit.tui import words
from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.grid import columns, row_line
from repcockpit.tui.keeping_rows import fits
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.standing import State
from repcockpit.tui.text import Line, cells, cut, cut_line, left, line_cells, right, visible, wrap

if TYPE_CHECKING:
    from repcockpit.domain.views.handover import HandoverPage

Part = ItemView | OnlyYou | OnlyYouNote | OpenThing
_BAR = 20
_ITEM = 22
_MET = State("done", "", "good", "muted")
_OPEN = State("refused", "", "late", "late")


class HandoverLine(NamedTuple):
    """A row: an account, or with `part` something of it."""

    account: AccountHandover
    part: Part | None = None

    @property
    def key(self) -> tuple[bytes, object]:
        """What makes it the same row after a refill."""
        if self.part is None:
            return self.account.id, ""
        return self.account.id, self.part.item if isinstance(self.part, ItemView) else self.part.id


def handover_sheet(
    page: "HandoverPage", opened: set[bytes], text: str, *, is_airy: bool
) -> Sheet[HandoverLine]:
    """What goes on, then what would be lost; an account that is open with all of it underneath."""
    groups = []
    for title, accounts, note in (
        ("CHANGING HANDS", page.underway, ""),
        (_rest_title(page), page.rest, _rest_tally(page.rest)),
    ):
        kept = [one for one in accounts if not text or fits(text, one.name, *_texts(one))]
        tally = (
            f"{len(kept)} of {len(accounts):,}" if len(kept) < len(accounts) else note or f"{len(accounts):,}"
        )
        rows = [row for one in kept for row in _rows(one, is_open=one.id in opened)]
        groups.append(Group(Heading(title, tally), rows))
    return Sheet(groups, is_airy=is_airy)


def _rest_title(page: "HandoverPage") -> str:
    name = page.rest_of.name if page.rest_of is not None else ""
    return f"IF {visible(name or 'THE OWNER')} LEFT".upper()


def _rest_tally(rest: Sequence[AccountHandover]) -> str:
    people, things = sum(len(one.only_you) for one in rest), sum(len(one.open) for one in rest)
    accounts = words.counted(len(rest), "account")
    return f"{accounts}, {words.counted(people, 'person', 'people')} known to nobody else, {things:,} open"


def _texts(one: AccountHandover) -> list[str]:
    found = [(link.name or "") for link in (one.giver, one.taker) if link is not None]
    return found + [person.name for person in one.only_you]


def _rows(one: AccountHandover, *, is_open: bool) -> Iterator[HandoverLine]:
    yield HandoverLine(one)
    if not is_open:
        return
    if one.handover_id is not None and one.cover_until is None:
        yield from (HandoverLine(one, item) for item in one.items)
    for some in (one.only_you, one.notes, one.open):
        yield from (HandoverLine(one, part) for part in some)


def handover_line(row: HandoverLine, width: int, glyphs: Glyphs, today: date, *, is_here: bool) -> Line:
    """One row in exactly `width` cells."""
    if row.part is None:
        return _account_line(row.account, width, glyphs, today, is_here=is_here)
    at = columns(width)
    if isinstance(row.part, ItemView) and width >= 60:
        at = at._replace(who=_ITEM, context=max(0, at.context + at.who - _ITEM))
    return row_line(_cells(row, row.part, glyphs, today), width, glyphs, is_here=is_here, at=at)


def _account_line(one: AccountHandover, width: int, glyphs: Glyphs, today: date, *, is_here: bool) -> Line:
    state, mark = account_state(one, today), glyphs.ellipsis
    line: Line = [
        (glyphs.cursor if is_here else " ", "accent!" if is_here else "text"),
        (f"{getattr(glyphs, state.glyph)} ", state.glyph_ink),
        (right(state.words, 9, mark) + "  ", state.words_ink),
    ]
    name = f"{visible(one.name)} {one.segment or ''}".strip()
    line.append((left(name, 24 if width >= 76 else 16, mark) + " ", "text!"))
    if one.handover_id is None:
        room = width - line_cells(line) - 1
        return [*line, (left(_at_risk(one), room, mark), "muted"), (" ", "text")]
    if one.cover_until is None:
        if width >= 76:
            line += [*ready_bar(one.readiness, glyphs), ("  ", "text")]
        line += [(right(f"{one.readiness}", 3), "text"), ("  ", "text")]
    room = max(0, width - line_cells(line) - 1)
    said = _to(one, glyphs)
    if cells(said) > room:
        said = said[said.index(glyphs.next) :]
    return [*cut_line([*line, (left(said, room, mark), "muted")], width - 1, mark), (" ", "text")]


def ready_bar(points: int, glyphs: Glyphs) -> Line:
    """Twenty cells, a tick at 80."""
    full, tick = round(points * _BAR / 100), READY * _BAR // 100
    signs = [glyphs.full if at < full else glyphs.wall if at == tick else glyphs.empty for at in range(_BAR)]
    return [("".join(signs), "muted")]


def account_state(one: AccountHandover, today: date) -> State:
    """How an account stands: ready, lent, asked for, how many items are open; not begun: how many only one knows."""
    if one.handover_id is None:
        count = len(one.only_you)
        if not count:
            return (
                State("calm", "shared", "muted", "muted")
                if one.threads
                else State("hole", "no thread", "muted", "muted")
            )
        ink = "late" if one.one_of_us else "soon"
        return State(
            "late" if one.one_of_us else "slip", f"{count} alone", ink, f"{ink}!" if one.one_of_us else ink
        )
    if one.cover_until is not None:
        is_over = one.cover_until < today
        return (
            State("late", "over", "late", "late!")
            if is_over
            else State("planned", "covered", "accent", "text")
        )
    if one.is_asked:
        return State("slip", "asked", "soon", "soon")
    if one.ready:
        return State("done", "ready", "good", "text")
    return State("slip", f"{sum(not item.met for item in one.items)} to do", "soon", "soon")


def _at_risk(one: AccountHandover) -> str:
    giver = visible(one.giver.name or "?") if one.giver else "?"
    parts = [f"every thread is {giver}'s"] if one.one_of_us else []
    parts += [f"{len(one.open):,} open"] if one.open else []
    parts += [words.counted(len(one.notes), "note")] if one.notes else []
    return ", ".join(parts) or "nothing open"


def _to(one: AccountHandover, glyphs: Glyphs) -> str:
    giver, taker = (visible(link.name or "?") if link else "?" for link in (one.giver, one.taker))
    until = f" until {words.full_date(one.cover_until)}" if one.cover_until is not None else ""
    return f"{giver} {glyphs.next} {taker}{until}"


def _cells(row: HandoverLine, part: Part, glyphs: Glyphs, today: date) -> Cells:
    dot = f" {glyphs.dot} "
    if isinstance(part, ItemView):
        state = (
            _OPEN._replace(words=f"{part.weight} open")
            if not part.met
            else _MET._replace(words=f"+{part.weight}")
        )
        facts = [part.fact, "" if part.met else part.meets]
        return Cells(state, words.sentence(part.words), dot.join(visible(one) for one in facts if one))
    if isinstance(part, OnlyYou):
        last = words.day_behind(part.last_touch_on, today) if part.last_touch_on else "never"
        about = dot.join(visible(one) for one in (words.plain(part.role), part.title or "") if one)
        return Cells(State("slip", "alone", "soon", "soon"), visible(part.name), about, None, last)
    if isinstance(part, OnlyYouNote):
        return Cells(
            State("calm", "note", "muted", "muted"),
            visible(part.by),
            visible(part.text),
            None,
            words.day_behind(part.on, today),
        )
    who = visible((part.contact.name if part.contact else None) or row.account.name)
    kind, title = words.kind_word(part.kind), visible(part.title)
    said = _named(kind, title, dot)
    owner = "" if part.moves or part.owner is None else visible(part.owner.name or "")
    return Cells(_due(part.due_on, today), who, said, None, owner)


def _due(on: date | None, today: date) -> State:
    if on is None:
        return State("calm", "open", "muted", "muted")
    if on < today:
        return State("late", words.days_over((today - on).days), "late", "late!")
    return State(
        "planned",
        words.short_date(on, today) if (on - today).days > 6 else words.day_ahead(on, today),
        "accent",
        "text",
    )


def account_lines(one: AccountHandover, width: int, glyphs: Glyphs, today: date) -> list[Line]:
    """All that is known of one account's handover, for the pane and the box."""
    lines: list[Line] = [
        [(cut(f"{visible(one.name)} {one.segment or ''}".strip(), width, glyphs.ellipsis), "text!")]
    ]
    giver = visible(one.giver.name or "?") if one.giver else "?"
    if one.handover_id is not None:
        lines.append([(cut(_to(one, glyphs), width, glyphs.ellipsis), "muted")])
        lines.append(
            [*ready_bar(one.readiness, glyphs), (f" {one.readiness} of 100, {READY} is needed", "muted")]
        )
    if one.one_of_us:
        lines += [[(piece, "late")] for piece in wrap(f"Every thread there is {giver}'s alone.", width)]
    lines += _part(f"Only {giver} knows", [_who(person) for person in one.only_you], width)
    lines += _part("Only-you notes", [visible(note.text) for note in one.notes], width)
    if one.handover_id is not None and one.cover_until is None:
        lines += _part(
            "Missing", [f"{item.weight}  {item.meets}" for item in one.items if not item.met], width
        )
    lines += _part("Open", [_said(thing, today) for thing in one.open], width)
    return lines


def _who(person: OnlyYou) -> str:
    return ", ".join(part for part in (visible(person.name), words.plain(person.role)) if part)


def _said(thing: OpenThing, today: date) -> str:
    due = f", {words.day_ahead(thing.due_on, today)}" if thing.due_on else ""
    kind = words.kind_word(thing.kind)
    return f"{_named(kind, visible(thing.title), ': ')}{due}"


def _named(kind: str, title: str, between: str) -> str:
    """`promise: audit report`; a title that begins with the kind says it once."""
    if not title or title.casefold().startswith(kind.casefold()):
        return title or kind
    return f"{kind}{between}{title}"


def _part(title: str, said: Sequence[str], width: int) -> list[Line]:
    if not said:
        return []
    lines: list[Line] = [[], [(f"{title}  ", "head"), (f"{len(said)}", "muted")]]
    for one in said:
        lines += [[(piece, "text")] for piece in wrap(one, width)[:2]]
    return lines
