"""The form of the log dialog, drawn: fields in rows, what is said elsewhere in grey, and what comes of it."""

from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.dates import format_date, format_time
from repcockpit.domain.words import spoken
from repcockpit.tui.dialogs.log_form import LogForm, Slot, value_of
from repcockpit.tui.dialogs.log_line import LABEL, offer_lines
from repcockpit.tui.echo import echo_block
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.text import Line, cut, left, line_cells, visible
from repcockpit.tui.widgets.field import Field, tail_line

if TYPE_CHECKING:
    from repcockpit.domain.capture.draft import Draft
    from repcockpit.tui.dialogs.log_line import LineReading

_BESIDE = {"direction": 10, "at": 6, "minutes": 9, "CSAT": 6}
"""Fields that stand beside the one before, and the cells of their labels."""
WIDE = 66
"""Cells from which the first field of a row has more room."""
_HINTS = {
    "type": "a call, where no type is said; call, visit, video, mail, qbr",
    "outcome": "ok, where nothing is said; na no answer, vm voicemail, noshow, planned",
    "direction": "in, out or reply",
    "who": "names by commas; new Ana Gil (title) for somebody new",
    "account": "the account, where it is not the person's",
    "day": "today, mon, 12/9, 2026-11-20, 7d",
    "at": "14:30",
    "minutes": "25m, 1h, 1h30",
    "step": "a day and what: fri check the pallet; or none",
    "p": "what you promised; by fri",
    "r": "what they need; by fri",
    "i": "an idea for the product",
    "t": "what was trained",
    "b": "the news you brought",
    "n": "0 to 10, then why",
    "c": "1 to 5, then why",
    "note": "as typed; ctrl+e many lines, ctrl+t a need, a want, a competitor",
}


def form_lines(form: LogForm, draft: "Draft | None", today: date, width: int, glyphs: Glyphs) -> list[Line]:
    """The rows of the form."""
    return [_row(form, row, draft, today, width, glyphs) for row in _rows(form)]


def _rows(form: LogForm) -> list[list[Slot]]:
    rows: list[list[Slot]] = []
    for slot in form.slots:
        is_beside = (slot.label in _BESIDE or slot.name in _BESIDE) and slot.number == 0
        if is_beside and rows:
            rows[-1].append(slot)
        else:
            rows.append([slot])
    return rows


def row_of(form: LogForm) -> int:
    """The row in which the present field stands."""
    return next(number for number, row in enumerate(_rows(form)) if form.slot in row)


def slot_at(form: LogForm, row: int) -> int | None:
    """The place of the first field of a row; None where there is no such row."""
    rows = _rows(form)
    return form.slots.index(rows[row][0]) if 0 <= row < len(rows) else None


def _row(
    form: LogForm, row: list[Slot], draft: "Draft | None", today: date, width: int, glyphs: Glyphs
) -> Line:
    line: Line = []
    first = LABEL + (18 if width >= WIDE else 11)
    for number, slot in enumerate(row):
        label = LABEL if number == 0 else _BESIDE.get(slot.name) or _BESIDE[slot.label]
        is_last = number == len(row) - 1
        room = (width - line_cells(line) if is_last else first if number == 0 else label + 7) - label
        line.append((left(slot.label, label), "text!" if slot == form.slot else "muted"))
        value = _value(form, slot, draft, today, max(2, room - 1), glyphs)
        line += value
        if not is_last:
            line.append((" " * max(1, room - line_cells(value)), "text"))
    return line


def _value(form: LogForm, slot: Slot, draft: "Draft | None", today: date, width: int, glyphs: Glyphs) -> Line:
    said = value_of(form.form, slot)
    if slot == form.slot:
        shown = form.field.text.replace("\n", "|" if glyphs.is_ascii else "¶")
        return tail_line(Field(shown, form.field.caret), width)
    if said.strip():
        return [
            (
                cut(visible(said.replace("\n", "|" if glyphs.is_ascii else "¶")), width, glyphs.ellipsis),
                "text",
            )
        ]
    usual = _of_row(form, slot) if draft is None else _usual(slot, draft, today)
    return [(cut(visible(usual), width, glyphs.ellipsis), "muted")]


def _of_row(form: LogForm, slot: Slot) -> str:
    """What will hold as soon as something is typed: a call of today with the row's person."""
    person, account = form.context.row_contact, form.context.row_account
    known = {
        "type": "call",
        "who": person.name if person else "",
        "account": account.name if account else "",
        "day": "today",
    }
    return known.get(slot.name, "")


def _usual(slot: Slot, draft: "Draft", today: date) -> str:
    """What holds where a field is blank."""
    match slot.name:
        case "type":
            return draft.type
        case "who":
            return ", ".join(one.name for one in draft.people)
        case "account":
            return draft.account.name if draft.account else ""
        case "outcome":
            return spoken(draft.outcome or draft.status)
        case "day":
            return "today" if draft.on == today else format_date(draft.on, today)
        case "at":
            return format_time(draft.at) if draft.at else ""
    return ""


def foot_lines(form: LogForm, width: int, glyphs: Glyphs) -> list[Line]:
    """Under the fields: what can be taken, what is wrong, or what the field takes."""
    if form.offers:
        return offer_lines(form.offers, form.at, width, glyphs)
    if form.wrong:
        return [[(left(form.slot.label, LABEL), "late!"), (form.wrong, "late")]]
    hint = _HINTS.get(form.slot.letter or form.slot.name, "")
    return [[(left("", LABEL), "text"), (cut(hint, width - LABEL, glyphs.ellipsis), "muted")]]


def form_content(
    form: LogForm, reading: "LineReading", today: date, size: tuple[int, int], glyphs: Glyphs
) -> list[Line]:
    """The line as it is, the fields, what can be taken, and whether it can be saved, in at most `size` lines."""
    width, height = size
    rows = form_lines(form, reading.draft, today, width, glyphs)
    rule: Line = [(glyphs.hairline * width, "rule")]
    said = form.line.replace("\n", "|" if glyphs.is_ascii else "¶")
    foot = [rule, *foot_lines(form, width, glyphs), *_verdict(form, reading, today, width, glyphs)]
    first, room = window(form, len(rows), height - 2 - len(foot))
    return [[(cut(visible(said), width, glyphs.ellipsis), "muted")], rule, *rows[first : first + room], *foot]


def window(form: LogForm, count: int, room: int) -> tuple[int, int]:
    """The first row shown and how many, the present one among them."""
    room = max(1, min(room, count))
    return max(0, min(row_of(form) - room // 2, count - room)), room


def _verdict(form: LogForm, reading: "LineReading", today: date, width: int, glyphs: Glyphs) -> list[Line]:
    """What would be saved, in short; nothing while names are chosen."""
    if form.offers or reading.draft is None:
        return []
    draft = reading.draft._replace(captures=(), note="", offers=(), next=None)
    problems = tuple(problem._replace(candidates=()) for problem in draft.problems)
    return echo_block(draft._replace(problems=problems), None, today, width, glyphs)[:2]


def press_line(form: LogForm, y: int, height: int) -> None:
    """A click on a line of the dialog: a row is gone to, an offer is taken."""
    count = len(_rows(form))
    foot = 1 + (len(form.offers) or 1)
    first, room = window(form, count, height - 2 - foot)
    if 2 <= y < 2 + room:
        place = slot_at(form, first + y - 2)
        if place is not None:
            form.go(place)
    elif form.offers and 0 <= y - 3 - room < len(form.offers):
        form.at = y - 3 - room
        form.take()
