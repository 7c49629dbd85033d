"""The sentences under a checklist: why the score stops, which step lifts it to what, what the meeting left open."""

from collections.abc import Sequence

from repcockpit.domain.readiness import BY_NAME, next_steps
from repcockpit.domain.reviews import OVER_STATES
from repcockpit.domain.settings import DEFAULTS
from repcockpit.domain.views.reviews import QbrRow, QbrStep
from repcockpit.tui import words
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.qbr_points import ADD, MINUTES, READY, SPONSOR, Point
from repcockpit.tui.text import Line, cells, cut, cut_line, line_cells, wrap


def step_lines(
    row: QbrRow, points: Sequence[Point], width: int, glyphs: Glyphs, decider: str = ""
) -> list[Line]:
    """Why the score stops, which step lifts it to what, and what comes after it; `decider` is who could accept."""
    if row.state in OVER_STATES:
        return _after_lines(row, points, width)
    steps = next_steps(row.items)
    if not steps:
        return [[("Everything is done: ", "text"), (f"{row.readiness} of 100.", "text")]]
    musts = [BY_NAME[one.item] for one in row.items if one.must and not one.met]
    lines: list[Line] = []
    if musts:
        shown = musts if len(musts) <= 2 else musts[:1]
        named = ", ".join(one.words for one in shown)
        named += f", {len(musts) - 1} more" if len(musts) > 2 else ""
        count = "A must is open" if len(musts) == 1 else f"{len(musts)} musts open"
        stops = f"held at {row.readiness}" if row.is_capped else f"{DEFAULTS.qbr_cap:g} at most"
        lines += _told(count, f"({named}): {stops}.", "soon", width)
    first = steps[0]
    text = f"have {decider} accept" if decider and first.item == SPONSOR else first.text
    line: Line = [(f"{glyphs.next} ", "accent"), (cut(text, max(20, width - 4), glyphs.ellipsis), "text")]
    lifted = f"  +{first.gain} lifts it to {first.readiness}"
    if first.readiness <= (row.readiness or 0):
        lifted = f"  +{first.gain}, still {first.readiness}"
    after = "" if row.is_ready else _after_that(steps)
    if line_cells(line) + cells(lifted) <= width:
        kept = lifted + after if line_cells(line) + cells(lifted + after) <= width else lifted
        return [*lines, [*line, (kept, "muted")]]
    return [*lines, cut_line(line, width, glyphs.ellipsis), *_wrapped(f"  {lifted.strip()}{after}", width)]


def _after_that(steps: Sequence[QbrStep]) -> str:
    """`; decisions sought written: 83, ready`; where the first step is enough, `, ready`."""
    if steps[0].readiness >= READY:
        return ", ready"
    if len(steps) < 2:
        return ""
    ready = ", ready" if steps[1].readiness >= READY else ""
    return f"; {BY_NAME[steps[1].item].words}: {steps[1].readiness}{ready}"


def _after_lines(row: QbrRow, points: Sequence[Point], width: int) -> list[Line]:
    if row.state == "skipped":
        return [[("Skipped this time.", "muted")]]
    loose = sum(1 for one in points if one.is_must and one.key not in {MINUTES, ADD})
    actions = sum(1 for one in points if one.key not in {MINUTES, ADD})
    parts = (
        ["the minutes are not sent"] if any(one.key == MINUTES and not one.is_met for one in points) else []
    )
    if not actions:
        parts.append("no action is written")
    if loose:
        parts.append(f"{words.counted(loose, 'action')} without owner or date")
    if parts:
        return _told("After the meeting:", ", ".join(parts) + ".", "soon", width)
    still = sum(1 for one in points if not one.is_met and one.key != ADD)
    said = f"{words.counted(still, 'action')} still open." if still else "Everything is done."
    return _told("Followed up:", said, "text", width)


def _told(lead: str, said: str, ink: str, width: int) -> list[Line]:
    """A sentence whose beginning has another colour, in as many lines as it needs."""
    pieces = wrap(f"{lead} {said}", width)
    first: Line = (
        [(lead, ink), (pieces[0][len(lead) :], "text")] if len(pieces[0]) >= len(lead) else [(pieces[0], ink)]
    )
    return [first, *([(piece, "text")] for piece in pieces[1:])]


def _wrapped(said: str, width: int) -> list[Line]:
    return [[(piece, "muted")] for piece in wrap(said, width)]
