"""What the pane says about a row of the scorecard: the number, its parts, the rule, the rows behind it."""

from repcockpit.domain.views.details import Why
from repcockpit.tui import words
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.panel import rule_lines
from repcockpit.tui.parts import parts_lines, section
from repcockpit.tui.text import Line, cells, cut, justify, right, visible


def why_lines(view: Why, width: int, glyphs: Glyphs) -> list[Line]:
    """The answer of `w`, in lines; what does not fit falls off the bottom."""
    score: Line = [] if view.score is None else [(f"{view.score:.0f}", "text!"), (" of 100", "muted")]
    name: Line = [(visible(view.about), "text!"), ("  " + visible(view.title), "muted")]
    lines = [justify(name, score, width, glyphs.ellipsis), []]
    lines += parts_lines(view.reasons, width, glyphs)
    for rule in view.rule:
        lines += [[], *rule_lines(rule, width)]
    if view.rows:
        lines += [[], section("THE ROWS BEHIND IT", f"{len(view.rows):,}", width, glyphs)]
    today = view.now.date()
    for row in view.rows:
        when = ""
        if row.on is not None:
            when = words.day_ahead(row.on, today) if row.on > today else words.short_date(row.on, today)
        before = right(when, max(10, cells(when))) + "  "
        ink = "text" if row.counts else "muted"
        lines.append(
            [(before, "muted"), (cut(visible(row.said), max(0, width - cells(before)), glyphs.ellipsis), ink)]
        )
    return lines
