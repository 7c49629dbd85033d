"""The rows of the settings and how one is painted: what it is, whether it is your own, what it is now."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.names import fold
from repcockpit.settings import CHOICES, Settings
from repcockpit.tui.actions import ACTIONS, keys_of, shown_key
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.keymap import Keymap
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.text import Line, cells, cut, justify, right, visible, wrap

if TYPE_CHECKING:
    from repcockpit.domain.views.care import CheckView
    from repcockpit.domain.views.machine import CalendarView, NumberView

SECTIONS = {
    "look": "LOOK",
    "calendar": "CALENDAR",
    "plans": "PLANS AND RATES",
    "rules": "RULES",
    "machine": "THIS MACHINE",
    "keys": "KEYS",
}
_LABELS = {
    "theme": "Theme",
    "glyphs": "Signs",
    "first_day_of_week": "First day of the week",
    "date_order": "Order of day and month",
    "language": "Words for days",
    "sync_minutes": "Sync by itself, minutes",
}
LOOKS = ("theme", "glyphs")
_PLACES = {**dict.fromkeys(LOOKS, "look"), "sync_minutes": "machine"}
"""The sections of the choices that are not about days."""
OF_REP = {
    "rep": ("Who works here", "the rep of this device"),
    "timezone": ("Time zone", "days begin and end by it"),
    "country": ("Country", "its public holidays are no working days"),
    "region": ("Region", "a part of the country with holidays of its own"),
    "hours": ("Working hours", "when clocks of requests run, and when you can be reached"),
}
UNITS = {"share": "", "times": "times"}
_TRIED = {"backups": ("Enter tries the newest one: what it holds, whether it is well.",)}
_GO_ON = ("the same", "after the", "or ")
"""How the words of a number begin that goes on with the sentence above it."""


class SettingRow(NamedTuple):
    """One line: `state` is blank where the default holds, else a word; `about` is more, for the pane and `w`."""

    section: str
    name: str
    label: str
    value: str
    state: str = ""
    ink: str = "muted"
    about: tuple[str, ...] = ()
    can_change: bool = True

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same row after a change."""
        return self.section, self.name


def taste_rows(settings: Settings, section: str) -> list[SettingRow]:
    """The choices of the settings file that belong to a section."""
    rows = []
    for name, choice in CHOICES.items():
        if section == _PLACES.get(name, "calendar"):
            value = getattr(settings, name)
            state = "yours" if value != choice.values[0] else ""
            about = (
                f"{choice.meaning[0].upper()}{choice.meaning[1:]}.",
                f"One of {', '.join(choice.values)}.",
            )
            rows.append(SettingRow(section, name, _LABELS[name], value, state, about=about))
    return rows


def key_rows(keymap: Keymap) -> list[SettingRow]:
    """Every action with its keys."""
    told: Mapping[str, list[str]] = {one.id: [] for one in ACTIONS}
    for clash in keymap.clashes:
        told.get(clash.action, []).append(f"{clash.text}.")
    rows = []
    for each in ACTIONS:
        keys = keys_of(each, keymap.changed)
        shown = " or ".join(shown_key(key) for key in keys) or "–"
        state, ink = ("yours", "muted") if each.id in keymap.own else ("moved", "soon")
        if not keys:
            state, ink = "no key", "soon"
        elif each.id not in keymap.changed:
            state, ink = "", "muted"
        usual = " or ".join(shown_key(key) for key in each.keys)
        about = (each.help, f"In the settings: {each.id}. Usually {usual}.", *told[each.id])
        rows.append(SettingRow("keys", each.id, each.title, shown, state, ink, about))
    return rows


def calendar_rows(view: "CalendarView") -> list[SettingRow]:
    """The calendar of this device's rep."""
    values = {
        "rep": (view.rep_name, False),
        "timezone": (view.zone, view.has_own_zone),
        "country": (view.country, bool(view.country)),
        "region": (view.region, bool(view.region)),
        "hours": (view.hours, view.has_own_hours),
    }
    rows = []
    for name, (value, is_own) in values.items():
        label, meaning = OF_REP[name]
        told = (f"{meaning[0].upper()}{meaning[1:]}.",)
        rows.append(SettingRow("calendar", name, label, value or "–", "yours" if is_own else "", about=told))
    for one in view.leave:
        days = (one.until - one.since).days + 1
        told = ("Days away are no working days: nothing falls due on them.",)
        value = f"{one.since} to {one.until}" if days > 1 else f"{one.since}"
        rows.append(SettingRow("calendar", f"leave {one.id.hex()}", "Away", value, f"{days} d", about=told))
    about = ("A holiday, a course: the days are no working days.",)
    return [*rows, SettingRow("calendar", "leave", "Days away to add", "+", about=about)]


def number_rows(numbers: "tuple[NumberView, ...]") -> list[SettingRow]:
    """The numbers of the rules."""
    rows = []
    root = ""
    for one in numbers:
        meaning = f"{one.meaning[0].upper()}{one.meaning[1:]}"
        is_more = one.meaning.startswith(_GO_ON)
        root = root if is_more else meaning
        now = one.default if one.own is None else one.own
        whole = ", whole" if one.is_whole else ""
        span = f"From {one.low:g} to {one.high:g} {one.unit}{whole}; usually {one.default:g}."
        about = (*((f"{root}; {one.meaning}.",) if is_more else ()), span, f"Its name is {one.name}.")
        state = "yours" if one.own is not None else ""
        value = f"{now:g} {_unit(one.unit, now)}".strip()
        rows.append(SettingRow("rules", one.name, meaning, value, state, about=about))
    return rows


def _unit(unit: str, value: float) -> str:
    said = UNITS.get(unit, unit)
    return said.removesuffix("s") if value == 1 and said != "times" else said


def machine_rows(checks: "tuple[CheckView, ...]") -> list[SettingRow]:
    """What is known of this machine; not to be changed here."""
    rows = []
    for one in checks:
        state, ink = ("", "muted") if one.ok else ("look", "soon")
        detail = visible(one.detail)
        rows.append(
            SettingRow(
                "machine",
                one.name,
                one.name.capitalize(),
                detail,
                state,
                ink,
                (*detail.split(", "), *_TRIED.get(one.name, ())),
                can_change=False,
            )
        )
    return rows


def settings_sheet(rows: list[SettingRow], text: str, *, is_airy: bool) -> Sheet[SettingRow]:
    """The rows that hold every word of the filter, by section."""
    words = fold(text).split()
    groups = []
    for section, title in SECTIONS.items():
        held = [row for row in rows if row.section == section]
        kept = [row for row in held if _holds(row, words)]
        own = sum(1 for row in held if row.state == "yours")
        tally = f"{len(kept)} of {len(held)}" if words else f"{own} yours" if own else ""
        groups.append(Group(Heading(title, tally), kept))
    return Sheet(groups, is_airy=is_airy)


def _holds(row: SettingRow, words: list[str]) -> bool:
    told = fold(" ".join((row.section, row.name, row.label, row.value, row.state, *row.about)))
    return all(word in told for word in words)


def paint(row: SettingRow, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One row in exactly `width` cells: cursor, state, what it is, what it is now."""
    mark = glyphs.ellipsis
    glyph = {"": " ", "yours": glyphs.done, "no key": glyphs.hole}.get(row.state, glyphs.slip)
    if row.name.startswith("leave "):
        glyph = glyphs.planned
    start: Line = [(glyphs.cursor if is_here else " ", "accent!" if is_here else "text")]
    start += [
        (f"{glyph} ", "good" if row.state == "yours" else row.ink),
        (right(row.state, 9, mark) + "  ", row.ink),
    ]
    room = max(6, width - 14 - min(cells(row.label), (width - 14) // 2) - 2)
    value = cut(visible(row.value).replace("–", glyphs.missing), room, mark)
    start.append(
        (cut(visible(row.label), max(0, width - 16 - cells(value)), mark), "text!" if row.state else "text")
    )
    return justify(start, [(value, "accent" if row.can_change else "muted"), (" ", "text")], width, mark)


def about_lines(row: SettingRow, more: tuple[str, ...], width: int) -> list[Line]:
    """What the pane and `w` say about a row."""
    lines: list[Line] = [[(line, "text!")] for line in wrap(visible(row.label), width)]
    lines += [[(line, "accent")] for line in wrap(visible(row.value), width)] if row.can_change else []
    for told in (*row.about, *more):
        lines += [[], *([(line, "text")] for line in wrap(visible(told), width))]
    return lines
