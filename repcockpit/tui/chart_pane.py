"""What the pane beside an org chart says about the person or the hole under the cursor."""

from typing import TYPE_CHECKING

from repcockpit.domain.views.chart import ChartPerson
from repcockpit.domain.views.coverage import AccountCoverage, PersonCoverage
from repcockpit.tui import words
from repcockpit.tui.chart_paint import depth_state
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import bar, section
from repcockpit.tui.text import Line, cut, cut_line, justify, left, right, visible, wrap

if TYPE_CHECKING:
    from repcockpit.tui.desks.chart import ChartSheet

_BAR = 10
_INDEX = (("seats", 60), ("functions", 20), ("levels", 10), ("our_side", 10))


def pane_lines(
    sheet: "ChartSheet", one: ChartPerson | None, covered: PersonCoverage | None, width: int, glyphs: Glyphs
) -> list[Line]:
    """The person, how well we know them, who of us does, what they are; then the account's index."""
    lines: list[Line] = []
    if one is not None:
        lines += _who(sheet, one, covered, width, glyphs)
        if one.is_seat:
            lines += _hole(sheet, one, width, glyphs)
        elif covered is not None:
            lines += [[], *_strength(sheet, covered, width, glyphs)]
            lines += [[], *_knowers(sheet, covered, width, glyphs)]
            lines += [[], *_is(one, covered, sheet, width, glyphs)]
        lines.append([])
    return [*lines, *_index(sheet.coverage.coverage, width, glyphs), *_ours(sheet, width, glyphs)]


def _who(
    sheet: "ChartSheet", one: ChartPerson, covered: PersonCoverage | None, width: int, glyphs: Glyphs
) -> list[Line]:
    depth = covered.depth if covered is not None and not one.is_seat else "unknown"
    state = depth_state(depth, is_key=bool(one.roles))
    mark: Line = [(f"{getattr(glyphs, state.glyph)} ", state.glyph_ink), (state.words, state.words_ink)]
    place = f"{sheet.view.account.name or ''} {sheet.view.segment or ''}".strip()
    about = [one.title or one.department, *(words.plain(role) for role in one.roles), place]
    said = f" {glyphs.dot} ".join(visible(part) for part in about if part)
    lines: list[Line] = [
        justify([(visible(one.name), "text!")], mark, width, glyphs.ellipsis),
        [(cut(said, width, glyphs.ellipsis), "muted")],
    ]
    reach = visible(one.phone or one.email)
    if reach:
        lines.append([(cut(reach, width, glyphs.ellipsis), "text")])
    if one.note:
        ink = "soon" if one.flag else "muted"
        lines += [[(line, ink)] for line in wrap(visible(one.note), width)[:2]]
    return lines


def _hole(sheet: "ChartSheet", one: ChartPerson, width: int, glyphs: Glyphs) -> list[Line]:
    """What to do about a seat that nobody is known for."""
    lines: list[Line] = [[], section("NOBODY IS KNOWN HERE", "", width, glyphs)]
    if one.opened_on is not None:
        lines.append([(f"open since {words.short_date(one.opened_on, sheet.view.today)}", "text")])
        gone = [each.name for each in sheet.view.departed if each.left_on == one.opened_on]
        lines += [[(f"{visible(name)} left", "muted")] for name in gone[:3]]
    if one.people_count:
        lines.append([(f"{words.counted(one.people_count, 'person', 'people')} in the team", "text")])
    lines.append([("n", "accent!"), ("  Name, Title: a new person takes the seat", "text")])
    lines.append([("enter", "accent!"), ("  somebody of this chart takes it", "text")])
    return lines


def _strength(sheet: "ChartSheet", one: PersonCoverage, width: int, glyphs: Glyphs) -> list[Line]:
    thread = "a thread" if one.is_thread else "no thread yet"
    today = sheet.view.today
    days = (today - one.last_touch_on).days if one.last_touch_on is not None else None
    silent = "never" if days is None else f"{days} d of {one.interval_days}"
    both = f"{one.inbound_90} in, {one.outbound_90} out" if one.two_way is not None else "direction unknown"
    parts: tuple[tuple[str, str, float | None], ...] = (
        ("recency", silent, one.recency),
        ("frequency", f"{one.touches_90} in 90 d", one.frequency),
        ("two-way", both, one.two_way),
        ("depth", f"{words.counted(one.touches_180, 'touch', 'touches')} in 180 d", one.depth_part),
        ("seniority", _level(one), one.seniority),
    )
    lines = [section("HOW WELL WE KNOW THEM", f"{one.strength:.0f}, {thread}", width, glyphs)]
    return lines + [_part(name, said, value, 100, width, glyphs) for name, said, value in parts]


def _level(one: PersonCoverage) -> str:
    if one.level is None:
        return "level unknown"
    return words.plain(one.level) + (", by the title" if one.is_level_proposed else "")


def _part(name: str, said: str, value: float | None, most: int, width: int, glyphs: Glyphs) -> Line:
    """`recency    42 d of 30        ■■■■······   38 of 100`, the bar only where there is room."""
    points = f"{value:.0f} of {most}" if value is not None else glyphs.missing
    has_bar = width >= 46
    room = width - 11 - 11 - (_BAR + 1 if has_bar else 0)
    line: Line = [
        (left(name, 10, glyphs.ellipsis) + " ", "muted"),
        (left(visible(said), room, glyphs.ellipsis), "text"),
    ]
    if has_bar:
        line.append((" " + bar(value or 0, most, _BAR, glyphs), "muted"))
    return [*line, (right(points, 11), "text")]


def _knowers(sheet: "ChartSheet", one: PersonCoverage, width: int, glyphs: Glyphs) -> list[Line]:
    lines = [section("WHO KNOWS THEM", "", width, glyphs)]
    if not one.touches_by:
        return [*lines, [(f"{glyphs.hole} ", "muted"), ("nobody of us in 180 days", "muted")]]
    for rep, count in sorted(one.touches_by, key=lambda pair: -pair[1])[:4]:
        name = sheet.coverage.rep_names.get(rep or b"", "somebody")
        glyph, ink = ("done", "good") if rep in one.held_by else ("slip", "soon")
        said = f"{words.counted(count, 'touch', 'touches')} in 180 d"
        start: Line = [(f"{getattr(glyphs, glyph)} ", ink), (visible(name), "text")]
        lines.append(justify(start, [(said, "muted")], width, glyphs.ellipsis))
    return lines


def _is(
    person: ChartPerson, one: PersonCoverage, sheet: "ChartSheet", width: int, glyphs: Glyphs
) -> list[Line]:
    today = sheet.view.today
    support = words.plain(one.support)
    if one.support_on is not None and one.support != "unknown":
        support += f", {words.day_behind(one.support_on, today)}"
    confirmed = (
        "not confirmed" if one.role_confirmed_on is None else words.day_behind(one.role_confirmed_on, today)
    )
    rows = [
        ("support", support, "muted" if one.support == "unknown" else "text"),
        ("role", f"{words.plain(person.roles[0]) if person.roles else 'none'}, {confirmed}", "text"),
        ("department", person.department or glyphs.missing, "text"),
        (
            "team",
            words.counted(person.people_count, "person", "people") if person.people_count else glyphs.missing,
            "text",
        ),
    ]
    lines = [section("THEY ARE", "", width, glyphs)]
    return lines + [
        cut_line([(left(name, 10) + " ", "muted"), (visible(said), ink)], width, glyphs.ellipsis)
        for name, said, ink in rows
    ]


def _index(covered: AccountCoverage, width: int, glyphs: Glyphs) -> list[Line]:
    said = "not mapped" if covered.index is None else f"{covered.index:.0f}, {covered.band}; broad from 75"
    lines = [section("INDEX", said, width, glyphs)]
    for name, weight in _INDEX:
        value: float | None = getattr(covered.parts, name)
        points = None if value is None else value * weight / 100
        told = "left out" if value is None else f"{value:.0f} of 100"
        lines.append(_part(words.plain(name), told, points, weight, width, glyphs))
    return lines


def _ours(sheet: "ChartSheet", width: int, glyphs: Glyphs) -> list[Line]:
    held = sheet.coverage.coverage.holders
    if not held:
        return []
    lines = [[], section("OUR SIDE", "", width, glyphs)]
    for rep, count in held[:4]:
        name = visible(sheet.coverage.rep_names.get(rep, "somebody"))
        lines.append(
            justify([(name, "text")], [(words.counted(count, "thread"), "muted")], width, glyphs.ellipsis)
        )
    return lines
