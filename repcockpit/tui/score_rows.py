"""The rows of a scorecard and how one is painted: seven bars, two axes with the word where they cross, the sand test."""

from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.names import fold
from repcockpit.domain.score_words import ACTIVITY_WORDS, share_words, survey_words
from repcockpit.domain.settings import DEFAULTS
from repcockpit.domain.views.scores import IndexRow, Scorecard, ScorePart
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import bar
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.standing import State
from repcockpit.tui.text import Line, cut, cut_line, left, line_cells, right, visible

if TYPE_CHECKING:
    from repcockpit.tui.desks.scores import Sheets

GOOD, THIN = 75.0, 50.0
_STATE = 9
_NAME = 9
_BAR = 8
_MIDDLE = 12
_CORNER = 13
SAND_NAMES = {
    "in_full": "in full",
    "on_time": "on time",
    "answered": "answered",
    "called_back": "call-back",
    "kept": "promises",
}
CORNERS = {"captive": "captive", "loyal": "loyal", "at_risk": "at risk", "well_wisher": "well-wisher"}
_TOP, _BOTTOM = ("captive", "loyal"), ("at_risk", "well_wisher")


class ScoreRow(NamedTuple):
    """One line: `kind` and `name` say what; `value` is 0 to 100, `said` the state where it is no score.

    `fact` is the sentence, `end` the number at the right, `met` how far the bar goes, 0 to 1, None without one.
    """

    kind: str
    name: str
    title: str
    value: float | None
    said: str
    fact: str
    end: str = ""
    met: float | None = None
    middle: str = ""
    account_id: bytes | None = None
    corners: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, bytes | None]:
        """What makes it the same row after a refill."""
        return self.kind, self.name, self.account_id


def part_row(one: ScorePart, *, known: float, is_of_rep: bool) -> ScoreRow:
    """One of the seven; `known` is the sum of the weights that are known: they share the hundred points."""
    fact = visible(one.next_action)
    if is_of_rep:
        fact = ", ".join(part for part in (f"known {100 * one.known:.0f} %", fact) if part)
    middle = (
        f"{one.points:.1f} of {100 * one.weight / known:.1f}" if one.points is not None and known else "–"
    )
    gain = f"+{one.gain:.1f}" if one.gain and one.gain >= 0.05 else ""
    return ScoreRow(
        "part",
        one.activity,
        ACTIVITY_WORDS[one.activity],
        one.value,
        "",
        fact,
        gain,
        0.0 if one.value is None else one.value / 100,
        middle,
    )


def axis_rows(card: Scorecard) -> list[ScoreRow]:
    """Retention over loyalty, with the four corners beside them: the upper row is high retention."""
    rows = []
    for name, axis, corners in (("retention", card.retention, _TOP), ("loyalty", card.loyalty, _BOTTOM)):
        known = sum(value is not None for _, value in axis.parts)
        fact = f"{known} of {len(axis.parts)} known"
        rows.append(
            ScoreRow(
                "axis", name, name.title(), axis.value, "", fact, corners=(*corners, card.quadrant or "")
            )
        )
    return rows


def sand_rows(card: Scorecard) -> list[ScoreRow]:
    """In full, on time, answered in time, call-back made; beside them promises, and what customers answered."""
    sand, otif = card.sand, card.sand.otif
    left_out = f", {otif.left_out:,} left out" if otif.left_out else ""
    lines = f"of {otif.lines:,} lines of orders{left_out}" if otif.lines else "no delivery is known yet"
    rows = [
        _share("in_full", otif.in_full, otif.lines, lines),
        _share("on_time", otif.on_time, otif.lines, lines),
        _share("answered", sand.answered, sand.asked, "problems answered in time"),
        _share("called_back", sand.called_back, sand.call_backs, "call-backs made on the next working day"),
        _share("kept", sand.kept.kept, sand.kept.due, "kept by the first day promised"),
    ]
    for kind, survey in (("nps", card.nps), ("csat", card.csat)):
        state = "too few" if survey.answers and survey.score is None else "unknown"
        state = f"{survey.score}" if survey.score is not None else state
        rows.append(ScoreRow("survey", kind, kind.upper(), None, state, survey_words(survey)))
    return rows


def _share(name: str, met: int, of: int, fact: str) -> ScoreRow:
    said = share_words(met, of) if of else "unknown"
    middle = f"{met:,} of {of:,}" if of else ""
    return ScoreRow("sand", name, SAND_NAMES[name], None, said, fact, "", met / of if of else 0.0, middle)


def customer_row(one: IndexRow) -> ScoreRow:
    """A customer in a rep's scorecard: the weakest part is said."""
    known = [
        (value, name)
        for value, name in zip(one.values, ACTIVITY_WORDS.values(), strict=True)
        if value is not None
    ]
    weakest = min(known, default=None)
    fact = f"weakest: {weakest[1]} {weakest[0]:.0f}" if weakest else "nothing known"
    who = " ".join(part for part in (visible(one.name), one.segment) if part)
    return ScoreRow(
        "customer", "", who, one.value, "", fact, f"known {100 * one.known_share:.0f} %", account_id=one.id
    )


def score_rows(sheets: "Sheets") -> list[tuple[str, str, list[ScoreRow]]]:
    """(heading, its tally, rows) of a scorecard."""
    card = sheets.card
    is_of_rep = card.kind != "account"
    known = sum(one.weight for one in card.parts if one.points is not None)
    seven = [part_row(one, known=known, is_of_rep=is_of_rep) for one in card.parts]
    if card.skips:
        said = f"put off {card.skips} times without a touch between"
        seven.append(ScoreRow("skips", "skips", "Avoided", None, f"{card.skips} skips", said))
    groups = [
        ("SEVEN ACTIVITIES", f"each of 100, known {100 * card.known_share:.0f} %", seven),
        ("RETENTION AND LOYALTY", "two measures, never added", axis_rows(card)),
        ("SAND TEST", "365 d", sand_rows(card)),
    ]
    if is_of_rep:
        rows = [customer_row(one) for one in sheets.customers]
        groups.append(("CUSTOMERS", f"{len(rows):,}, the lowest first", rows))
    return groups


def score_sheet(sheets: "Sheets | None", text: str, *, is_airy: bool) -> Sheet[ScoreRow]:
    """The rows that the filter keeps."""
    words = fold(text).split()
    groups = []
    for title, tally, rows in score_rows(sheets) if sheets is not None else ():
        kept = [row for row in rows if all(word in fold(f"{row.title} {row.fact}") for word in words)]
        groups.append(Group(Heading(title, tally), kept))
    return Sheet(groups, is_airy=is_airy)


def state_of(row: ScoreRow) -> State:
    """`94`, of 100: done from 75, slipping from 50, late below; unknown is a hole."""
    if row.kind == "skips":
        return State("slip", row.said, "soon", "soon")
    if row.kind in ("sand", "survey"):
        return _share_state(row)
    if row.value is None:
        return State("hole", "unknown", "muted", "muted")
    said = f"{row.value:.0f}"
    cut_at = DEFAULTS.loyalty_cut if row.kind == "axis" else GOOD
    if row.value >= cut_at:
        return State("done", said, "good", "text")
    return State("slip", said, "soon", "soon") if row.value >= THIN else State("late", said, "late", "late")


def _share_state(row: ScoreRow) -> State:
    if row.said in ("unknown", "too few"):
        return State("hole", row.said, "muted", "muted")
    if row.kind == "survey" or row.met is None:
        return State("calm", row.said, "muted", "text")
    good = row.met * 100 >= GOOD
    return State("done", row.said, "good", "text") if good else State("slip", row.said, "soon", "soon")


def paint_score(row: ScoreRow, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One row in exactly `width` cells."""
    state = state_of(row)
    mark = glyphs.ellipsis
    line: Line = [
        (glyphs.cursor if is_here else " ", "accent!" if is_here else "text"),
        (f"{getattr(glyphs, state.glyph)} ", state.glyph_ink),
        (right(state.words, _STATE, mark) + "  ", state.words_ink),
    ]
    if row.kind == "customer":
        line.append((left(row.title, 24 if width >= 76 else 18, mark) + " ", "text!"))
    else:
        line.append((left(row.title, _NAME, mark) + " ", "text!"))
    if row.corners:
        return _with_corners(line, row, width, glyphs)
    if row.met is not None and width >= 76:
        line.append((bar(row.met, 1, _BAR, glyphs) + "  ", "muted"))
    if row.met is not None:
        line.append((left(row.middle.replace("–", glyphs.missing), _MIDDLE, mark) + " ", "muted"))
    end = right(row.end, max(5, len(row.end)), mark) if row.end else ""
    room = width - line_cells(line) - (len(end) + 1 if end else 0) - 1
    line.append((left(row.fact, max(0, room), mark), "text" if row.kind == "part" else "muted"))
    if end:
        line.append((" " + end, "text"))
    return [*cut_line(line, width - 1, mark), (" ", "text")]


def _with_corners(line: Line, row: ScoreRow, width: int, glyphs: Glyphs) -> Line:
    """The two corners of this row of the square: where the customer stands is marked and bold."""
    *corners, here = row.corners
    room = width - line_cells(line) - 2 * (_CORNER + 2) - 2
    if room >= 0:
        line = [*line, (left(row.fact if room >= len(row.fact) else "", room), "muted")]
    for place, corner in enumerate(corners):
        is_there = corner == here
        mark = glyphs.full if is_there else glyphs.empty
        words = cut(CORNERS[corner], _CORNER - 2, glyphs.ellipsis)
        wall = glyphs.wall if place else " "
        line.append((f"{wall} ", "rule"))
        ink = "text!" if is_there else "muted"
        line.append((left(f"{mark} {words}", _CORNER), ink))
    line = cut_line(line, width - 1, glyphs.ellipsis)
    return [*line, (" " * (width - line_cells(line)), "text")]
