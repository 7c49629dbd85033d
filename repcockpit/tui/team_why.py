"""Why the numbers of the team say what they say: each in words, how it is counted, the rows behind it. Pure."""

from datetime import datetime

from repcockpit.domain.views.details import EvidenceRow, Why
from repcockpit.domain.views.team import Behind, BehindRow, TeamRow, TeamView
from repcockpit.domain.views.today import Reason
from repcockpit.tui.team_figures import IN_SPAN, NAMES, PLAN, RULES, STANDING, figure_line
from repcockpit.tui.team_pane import synced_words
from repcockpit.tui.text import visible


def why_of_row(view: TeamView, row: TeamRow, *, has_plan: bool) -> Why:
    """Every number of a row with what stands behind it; the rows are where help is needed."""
    reasons = []
    for name in (*IN_SPAN, *STANDING):
        if has_plan or name not in PLAN:
            line = figure_line(row, name, is_whole=view.is_whole)
            said = ", ".join(
                part for part in (line.value, line.said, f"was {line.before}" if line.before else "") if part
            )
            reasons.append(Reason(_short(name), None, said))
    rules = (
        f"{view.span.since:%Y-%m-%d} to {view.span.until:%Y-%m-%d}  {synced_words(row, view.as_of.date())}",
        "A to Z, never ranked  a percentage of fewer than five is said as 3 of 4",
        "enter shows the rows behind each number",
        *(visible(one) for one in view.left_out),
    )
    rows = tuple(
        EvidenceRow(one.subject_kind, one.subject_id, None, one.state, one.text)
        for one in view.help
        if one.rep_id == row.id and one.subject_kind != "rep"
    )
    return Why(row.name or "team", view.span.title, None, tuple(reasons), rules, rows, view.as_of)


def why_of_figure(
    row: TeamRow, figure: str, behind: Behind, now: datetime, *, is_whole: bool, has_before: bool = True
) -> Why:
    """One number: its value, what it was, how it is counted, the rows."""
    line = figure_line(row, figure, is_whole=is_whole, has_before=has_before)
    reasons = [Reason("value", None, line.value)]
    if line.said:
        reasons.append(Reason("of which", None, line.said))
    if line.before:
        reasons.append(Reason("before", None, line.before))
    rows = tuple(_evidence(one) for one in behind.rows)
    shown = sum(one.counts for one in behind.rows)
    more = () if behind.total <= shown else (f"{shown:,} of {behind.total:,} rows stand here",)
    rule = (*(behind.words or (RULES[figure],)), *more)
    return Why(NAMES[figure], row.name or "team", None, tuple(reasons), rule, rows, now)


def _evidence(one: BehindRow) -> EvidenceRow:
    what, text = one.state or one.kind, one.text
    if one.kind == "interaction":
        what, _, text = one.text.partition(": ")
        text = ", ".join(part for part in (text, one.state) if part)
    said = " ".join(
        part for part in (one.account_name or "", text if text != one.account_name else "") if part
    )
    return EvidenceRow(one.kind, one.id, one.on, what, said, one.counts)


_SHORT = {
    "attainment_capped": "plan", "attainment": "raw", "expected": "by now", "total": "everybody", "kept": "promises",
    "qbrs": "QBRs",
}  # fmt: skip


def _short(name: str) -> str:
    return _SHORT.get(name, NAMES[name])
