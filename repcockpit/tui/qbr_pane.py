"""What the pane says of a review under its checklist: who is invited, what was agreed last time, what troubles them."""

from datetime import date

from repcockpit.domain.views.reviews import QbrSheet
from repcockpit.tui import words
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import section
from repcockpit.tui.text import Line, cut, justify, visible, wrap

_MOST = 4


def around_lines(sheet: QbrSheet, today: date, width: int, glyphs: Glyphs) -> list[Line]:
    """The sections, the most useful first; what does not fit falls off below."""
    return [
        *_asked(sheet, width),
        *_decisions(sheet, width, glyphs),
        *_invited(sheet, width, glyphs),
        *_actions(sheet, today, width, glyphs),
        *_challenges(sheet, today, width, glyphs),
    ]


def _asked(sheet: QbrSheet, width: int) -> list[Line]:
    if not sheet.asked:
        return []
    return [
        [],
        *([(" ", "text"), (piece, "soon")] for piece in wrap(f"skip {visible(sheet.asked)}", width - 1)[:2]),
    ]


def _decisions(sheet: QbrSheet, width: int, glyphs: Glyphs) -> list[Line]:
    lines = [line.strip() for line in (sheet.view.decisions or "").splitlines() if line.strip()]
    if not lines:
        return []
    shown = [
        [(f" {number}. ", "muted"), (cut(visible(one), width - 4, glyphs.ellipsis), "text")]
        for number, one in enumerate(lines[:5], 1)
    ]
    return [[], [(" ", "text"), *section("DECISIONS SOUGHT", f"{len(lines)}", width - 1, glyphs)], *shown]


def _invited(sheet: QbrSheet, width: int, glyphs: Glyphs) -> list[Line]:
    people = sheet.view.contacts
    if not people:
        return []
    lines: list[Line] = [[], [(" ", "text"), *section("INVITED", f"{len(people)}", width - 1, glyphs)]]
    for one in sorted(people, key=lambda each: not each.accepted)[:_MOST]:
        glyph, ink = (glyphs.done, "good") if one.accepted else (glyphs.calm, "muted")
        end: Line = [("accepted" if one.accepted else "no answer yet", "muted")]
        start: Line = [(f" {glyph} ", ink), (visible(one.name or ""), "text")]
        lines.append(justify(start, end, width, glyphs.ellipsis))
    return lines


def _actions(sheet: QbrSheet, today: date, width: int, glyphs: Glyphs) -> list[Line]:
    tasks = sheet.last_actions
    if not tasks:
        return []
    done = sum(1 for one in tasks if one.done_on is not None)
    heading = section("LAST ACTIONS", f"{done} of {len(tasks)} done", width - 1, glyphs)
    lines: list[Line] = [[], [(" ", "text"), *heading]]
    for one in sorted(tasks, key=lambda each: each.done_on is not None)[:_MOST]:
        glyph, ink = (glyphs.done, "good") if one.done_on is not None else (glyphs.refused, "late")
        day = one.done_on or one.due_on
        end: Line = [(words.short_date(day, today) if day else "no date", "muted")]
        lines.append(
            justify([(f" {glyph} ", ink), (visible(one.title or ""), "text")], end, width, glyphs.ellipsis)
        )
    return lines


def _challenges(sheet: QbrSheet, today: date, width: int, glyphs: Glyphs) -> list[Line]:
    notes = [*((one, True) for one in sheet.challenges), *((one, False) for one in sheet.last_challenges)]
    if not notes:
        return []
    heading = section("THEIR CHALLENGES", f"{len(sheet.challenges)} new", width - 1, glyphs)
    lines: list[Line] = [[], [(" ", "text"), *heading]]
    for one, is_new in notes[:_MOST]:
        end: Line = [(words.short_date(one.on, today), "muted")]
        ink = "text" if is_new else "muted"
        lines.append(justify([(" ", "text"), (visible(one.text), ink)], end, width, glyphs.ellipsis))
    return lines
