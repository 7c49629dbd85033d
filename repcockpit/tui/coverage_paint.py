"""How a row of Coverage reads, and what the pane says of an account's network."""

from repcockpit.domain.coverage import NEEDED_LEVELS, shares_of
from repcockpit.domain.coverage_flags import FLAG_WORDS, URGENT_FLAGS
from repcockpit.domain.coverage_gaps import NO_LEVEL, cells_of
from repcockpit.domain.names import fold
from repcockpit.domain.views.coverage import AccountCoverage, Flag
from repcockpit.domain.words import spoken
from repcockpit.tui.day import Cells
from repcockpit.tui.glyphs import UNICODE, Glyphs
from repcockpit.tui.grid import columns, row_line
from repcockpit.tui.parts import bar, section
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.standing import State
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cells, cut, left, line_cells, right, visible, wrap
from repcockpit.tui.words import counted

BAND_GLYPHS = {"broad": ("done", "good"), "partial": ("slip", "soon"), "thin": ("slip", "soon")}
DEPTH_GLYPHS = {
    "in_depth": ("done", "good"),
    "multiple": ("done", "good"),
    "brief": ("slip", "soon"),
    "no_contact": ("slip", "soon"),
    "unknown": ("hole", "muted"),
}


def coverage_line(row: AccountCoverage, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One account in exactly `width` cells."""
    at = columns(width)
    more = max(0, min(5, at.context - 20))
    at = at._replace(who=at.who + more, context=at.context - more)
    return row_line(coverage_cells(row, glyphs), width, glyphs, is_here=is_here, at=at)


def coverage_cells(row: AccountCoverage, glyphs: Glyphs = UNICODE) -> Cells:
    """How many flags, whose network, which flags, the index, how many threads."""
    who = visible(row.name) or glyphs.missing
    threads = counted(row.threads, "thread")
    if not row.is_mapped:
        state = State("hole", "unknown", "muted", "muted")
        return Cells(state, who, _known(row), glyphs.missing, threads)
    words = [FLAG_WORDS[flag.flag] for flag in row.flags] or [f"{row.band}, nothing missing that is a risk"]
    context = f" {glyphs.dot} ".join(words)
    return Cells(flags_state(row.flags), who, context, f"{row.index:.0f}", threads)


def flags_state(flags: tuple[Flag, ...]) -> State:
    """`● 3 flags`, red where one of them is urgent."""
    if not flags:
        return State("done", "no flag", "good", "text")
    glyph, ink = ("late", "late!") if any(flag.flag in URGENT_FLAGS for flag in flags) else ("slip", "soon")
    return State(glyph, counted(len(flags), "flag"), ink, ink.rstrip("!"))


def _known(row: AccountCoverage) -> str:
    return "R confirms a role" if any(one.is_active for one in row.people) else "n adds a person"


def coverage_sheet(rows: tuple[AccountCoverage, ...], *, is_airy: bool) -> Sheet[AccountCoverage]:
    """Those with flags, those without, those that nobody mapped."""
    names = ("index", "threads")
    parts = (
        ("AT RISK", [row for row in rows if row.flags]),
        ("FINE", [row for row in rows if row.is_mapped and not row.flags]),
        ("NOT MAPPED", [row for row in rows if not row.is_mapped]),
    )
    groups = [Group(Heading(title, f"{len(some):,}", names), tuple(some)) for title, some in parts if some]
    return Sheet(groups, is_airy=is_airy)


def fits(row: AccountCoverage, wanted: tuple[str, ...]) -> bool:
    """Whether the account, one of its people, its band or a flag holds each word."""
    if not wanted:
        return True
    words = [row.name, row.band or "not mapped", *(FLAG_WORDS[flag.flag] for flag in row.flags)]
    text = fold(" ".join([*words, *(one.name for one in row.people)]))
    return all(word in text for word in wanted)


def coverage_subject(row: AccountCoverage) -> Subject:
    """The account."""
    return Subject("account", row.id, None, row.id, row.name)


def pane_lines(row: AccountCoverage, names: dict[bytes, str], width: int, glyphs: Glyphs) -> list[Line]:
    """Name and index, flags with their next step, gaps by level and function, seats, the index, our side."""
    lines = [_head(row, width, glyphs), *_advice(row, width), []]
    if row.flags:
        lines.append(section("FLAGS", f"{len(row.flags)}", width, glyphs))
        for flag in row.flags:
            lines += flag_lines(flag, width, glyphs)
        lines.append([])
    lines += [*_matrix(row, width, glyphs), []]
    lines += [section("SEATS", f"{row.parts.seats:g} of 100", width, glyphs)]
    lines += [*seat_lines(row, width, glyphs), []]
    lines += [*_index(row, width, glyphs), []]
    return [*lines, *_ours(row, names, width, glyphs)]


def _head(row: AccountCoverage, width: int, glyphs: Glyphs) -> Line:
    if row.index is None:
        glyph, ink, said = glyphs.hole, "muted", "not mapped"
    else:
        name, ink = BAND_GLYPHS[row.band or "thin"]
        glyph, said = getattr(glyphs, name), f"{row.band} {row.index:.0f}"
    room = width - cells(said) - 4
    return [
        (left(visible(row.name) or glyphs.missing, room, glyphs.ellipsis) + "  ", "text!"),
        (f"{glyph} ", ink),
        (said, "text" if ink == "good" else ink),
    ]


def _advice(row: AccountCoverage, width: int) -> list[Line]:
    if row.is_mapped:
        return []
    said = (
        "R says who decides here; until then no index and no flags."
        if row.people
        else "n adds the first person."
    )
    return [[(line, "muted")] for line in wrap(said, width)]


def flag_lines(flag: Flag, width: int, glyphs: Glyphs) -> list[Line]:
    """`● no decision maker  nobody is known to decide`, then `→ ask Maria who decides`."""
    glyph, ink = (glyphs.late, "late!") if flag.flag in URGENT_FLAGS else (glyphs.slip, "soon")
    first: Line = [(f"{glyph} ", ink), (FLAG_WORDS[flag.flag] + "  ", ink.rstrip("!"))]
    first.append((cut(visible(flag.fact), max(0, width - line_cells(first)), glyphs.ellipsis), "muted"))
    action = cut(visible(flag.next_action), max(0, width - 4), glyphs.ellipsis)
    return [first, [(f"  {glyphs.next} ", "accent"), (action, "text")]]


def _matrix(row: AccountCoverage, width: int, glyphs: Glyphs) -> list[Line]:
    """Functions down, levels across: `1/3` is one of three people reached; a dot is nobody known."""
    found = {(cell.level, fold(cell.function)): cell for cell in cells_of(row.people)}
    functions = {fold(one): one for one in row.functions}
    functions |= {key: "no department" for _, key in found if not key}
    levels = [*NEEDED_LEVELS, *([NO_LEVEL] if any(level == NO_LEVEL for level, _ in found) else [])]
    size = 9 if width >= 45 else 6
    sizes = {level: 4 if level == NO_LEVEL else size for level in levels}
    name = max(8, width - sum(sizes.values()))
    title = "REACHED" if row.people else "NOBODY KNOWN"
    lines = [section(title, "of those known" if row.people else "", width, glyphs)]
    if not functions:
        return lines
    head: Line = [(" " * name, "muted")]
    head += [(right(_level_said(level, sizes[level]), sizes[level]), "muted") for level in levels]
    lines.append(head)
    for key, function in functions.items():
        line: Line = [(left(visible(function), name - 1, glyphs.ellipsis) + " ", "text")]
        for level in levels:
            cell = found.get((level, key))
            said = f"{cell.reached}/{cell.known}" if cell else glyphs.empty
            ink = "muted" if cell is None else "text" if cell.reached else "soon"
            line.append((right(said, sizes[level]), ink))
        lines.append(line)
    return lines


def _level_said(level: str, size: int) -> str:
    short = {"director": "dir", "manager": "mgr"} if size < 9 else {}
    return "?" if level == NO_LEVEL else short.get(level, level)


def seat_lines(row: AccountCoverage, width: int, glyphs: Glyphs) -> list[Line]:
    """`decision maker  √ in depth  25 of 25  María`."""
    lines: list[Line] = []
    is_wide = width >= 45
    for seat in row.seats:
        name, ink = DEPTH_GLYPHS[seat.depth]
        line: Line = [
            (left(_seat_name(seat.role), 15, glyphs.ellipsis), "text"),
            (f"{getattr(glyphs, name)} ", ink),
            (
                left(spoken(seat.depth), 11 if is_wide else 10),
                "soon" if ink == "soon" else "text" if ink == "good" else "muted",
            ),
            (right(f"{seat.points:.3g}", 5 if is_wide else 4) + f" of {seat.weight:g}".ljust(6), "muted"),
        ]
        room = width - line_cells(line) - 1
        if room > 5 and seat.contact_name:
            line.append((" " + cut(visible(seat.contact_name), room, glyphs.ellipsis), "muted"))
        lines.append(line)
    return lines


def _seat_name(role: str) -> str:
    return {"executive_sponsor": "exec sponsor", "technical_evaluator": "technical"}.get(role, spoken(role))


def _index(row: AccountCoverage, width: int, glyphs: Glyphs) -> list[Line]:
    said = "not mapped" if row.index is None else f"{row.index:.0f}, {row.band}; broad from 75"
    lines = [section("INDEX", said, width, glyphs)]
    size = 10 if width >= 45 else 0
    for name, value, most in shares_of(row.parts):
        line: Line = [(left(spoken(name), 11), "text")]
        if value is None:
            line.append(("left out", "muted"))
        else:
            line.append((right(f"{value:.3g} of 100", 13) + "  ", "text"))
            if size:
                line.append((bar(value, 100, size, glyphs) + " ", "muted"))
            line.append((right(f"{value * most / 100:.1f}", 5) + f" of {most:.0f}", "muted"))
        lines.append(line)
    return lines


def _ours(row: AccountCoverage, names: dict[bytes, str], width: int, glyphs: Glyphs) -> list[Line]:
    if not row.holders:
        return []
    lines = [section("OUR SIDE", counted(row.threads, "thread"), width, glyphs)]
    for rep, count in row.holders:
        said = right(counted(count, "thread"), 10)
        name = left(visible(names.get(rep, glyphs.missing)), max(8, width - 11), glyphs.ellipsis)
        lines.append([(name + " ", "text"), (said, "muted")])
    return lines
