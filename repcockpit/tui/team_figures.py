"""The numbers of a rep as rows: what each is called, its value, what it was, how it is counted. Pure."""

from typing import NamedTuple

from repcockpit.domain.coverage_flags import FLAG_WORDS
from repcockpit.domain.names import fold
from repcockpit.domain.views.team import FEWEST, Share, TeamFigures, TeamRow
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.team_table import broad_of, difference, kept_of
from repcockpit.tui.text import Line, cells, cut, cut_line, left, line_cells, right, visible

_VALUE, _NAME = 12, 15
_WAS_FROM, _CHANGE_FROM = 76, 48
"""The cells from which it says what the number was, and the difference."""
PLAN = ("attainment_capped", "attainment", "frequency", "expected")
"""What a viewer may be kept from."""
IN_SPAN = ("touches", "total", *PLAN, "requests", "callbacks", "trainings", "ideas", "kept")
"""What happened in the days."""
STANDING = ("overdue", "catch_up", "qbrs", "coverage", "flags", "handed", "snoozed")
"""How it stands at the last day that is known."""
LATER = ("qbrs", "coverage", "flags")
"""What is read last of the days before."""
NAMES = {
    "touches": "touches",
    "total": "by everybody",
    "attainment_capped": "plan",
    "attainment": "plan, raw",
    "frequency": "plans met",
    "expected": "plan by now",
    "overdue": "overdue",
    "catch_up": "catch-up",
    "requests": "in time",
    "callbacks": "call-backs",
    "qbrs": "QBRs ready",
    "coverage": "broad",
    "flags": "flags",
    "ideas": "ideas",
    "trainings": "trainings",
    "kept": "promises kept",
    "handed": "handed",
    "snoozed": "put off",
}
RULES = {
    "touches": "Connected and completed, theirs alone; attempts and plans do not count.",
    "total": "Touches of anybody at the accounts they own.",
    "attainment_capped": "Their touches against plan, each account counted up to its plan.",
    "attainment": "All their touches against plan, so that one account can make up for another.",
    "frequency": "The accounts whose plan is met, of those with a plan of at least one.",
    "expected": "The working days gone by, of those in these days; five percent less is still on plan.",
    "overdue": "Accounts and key people past due, of those with a rhythm; leave and holidays are considered.",
    "catch_up": "Late already when the record came in: ranked apart, and never counted as overdue.",
    "requests": "Of the special needs that ended, those answered and solved in time.",
    "callbacks": "Of the call-backs that were due, those made by the day they were due.",
    "qbrs": "Of the reviews in sight, those that are ready.",
    "coverage": "Customers with an index from 75 on, of those somebody mapped.",
    "flags": "Risks in the networks of their customers.",
    "ideas": "Product ideas that customers gave.",
    "trainings": "Trainings that were given.",
    "kept": "Promises kept by the first day promised, of those due.",
    "handed": "Open tasks that somebody else gave them.",
    "snoozed": "Accounts and people put off with a reason until a day; put off is not hidden.",
}


SHORT = {
    "touches": "their own",
    "total": "at their accounts",
    "attainment_capped": "up to each account's plan",
    "attainment": "all touches against plan",
    "frequency": "of the accounts planned",
    "expected": "by the working days gone",
    "requests": "of requests that ended",
    "callbacks": "by the day they were due",
    "ideas": "given by customers",
    "trainings": "given",
    "kept": "by the first day promised",
    "coverage": "of customers mapped",
    "handed": "open tasks from others",
    "snoozed": "snoozed with a reason",
}
"""What a number is of, where nothing more is to be said."""


class FigureLine(NamedTuple):
    """A number of a row: `figure` is a word of FIGURES, `value` as it is read, `said` what is behind it."""

    figure: str
    value: str
    said: str
    before: str
    change: str

    @property
    def name(self) -> str:
        """What it is called."""
        return NAMES[self.figure]


def figure_line(row: TeamRow, figure: str, *, is_whole: bool, has_before: bool = True) -> FigureLine:
    """One number, what it was in the span before, and the difference; `…` where that is not read yet."""
    if figure in {"handed", "snoozed"}:
        return FigureLine(figure, f"{getattr(row, figure):,}", SHORT[figure], "", "")
    now, before = _value(row.figures, figure), _value(row.previous, figure)
    value = now if now is not None else "–" if is_whole else "…"
    change = "" if row.stale or now is None else _change(row, figure)
    if before is None and figure in LATER and not has_before:
        before = "…"
    return FigureLine(figure, value, _said(row.figures, figure), before or "", change)


def figure_rows(
    row: TeamRow, *, is_whole: bool, has_plan: bool, has_before: bool = True, text: str = ""
) -> tuple[list[FigureLine], ...]:
    """The numbers of the days, then those that stand; a filter keeps those that hold its words."""
    words = fold(text).split()
    groups = []
    for names in (IN_SPAN, STANDING):
        lines = [
            figure_line(row, one, is_whole=is_whole, has_before=has_before)
            for one in names
            if has_plan or one not in PLAN
        ]
        groups.append([one for one in lines if all(word in fold(f"{one.name} {one.said}") for word in words)])
    return tuple(groups)


def _value(figures: TeamFigures, figure: str) -> str | None:
    match figure:
        case "attainment" | "attainment_capped" | "frequency" | "expected":
            share: float | None = getattr(figures, figure)
            return None if share is None else f"{100 * share:.0f} %"
        case "overdue":
            return (
                None if figures.overdue is None else f"{figures.overdue.all:,} of {figures.overdue_of or 0:,}"
            )
        case "catch_up":
            return None if figures.catch_up_now is None else f"{figures.catch_up_now:,}"
        case "requests":
            return _share(figures.requests, "none ended")
        case "callbacks":
            return _share(figures.callbacks)
        case "qbrs":
            if figures.qbrs is not None and not figures.qbrs.due:
                return "none due"
            return None if figures.qbrs is None else f"{figures.qbrs.ready:,} of {figures.qbrs.due:,}"
        case "coverage":
            return _share(broad_of(figures), "none mapped")
        case "kept":
            return _share(kept_of(figures))
        case "flags":
            return None if figures.flags is None else f"{sum(count for _, count in figures.flags):,}"
    count: int | None = getattr(figures, figure)
    return None if count is None else f"{count:,}"


def _share(share: Share | None, nothing: str = "none due") -> str | None:
    if share is None:
        return None
    return share.said if share.whole else nothing


def _said(figures: TeamFigures, figure: str) -> str:
    """What stands behind it, in a few words; where nothing is known, what it means."""
    match figure:
        case "overdue" if figures.overdue is not None:
            tiers = zip((*"ABCD", "no tier"), figures.overdue, strict=True)
            return ", ".join(f"{tier} {count:,}" for tier, count in tiers if count) or "nobody"
        case "catch_up" if figures.catch_up_before is not None:
            return f"{figures.catch_up_before:,} at the beginning"
        case "requests" | "callbacks" if (
            share := getattr(figures, figure)
        ) is not None and share.whole >= FEWEST:
            return f"{share.part:,} of {share.whole:,}"
        case "qbrs" if figures.qbrs is not None:
            parts = ((figures.qbrs.late, "late"), (figures.qbrs.at_risk, "at risk"))
            return ", ".join(f"{count} {word}" for count, word in parts if count)
        case "coverage" if figures.mapped:
            return f"{figures.broad:,} of {figures.mapped:,} mapped"
        case "flags" if figures.flags is not None:
            return ", ".join(
                f"{FLAG_WORDS.get(name, name.replace('_', ' '))}: {count}" for name, count in figures.flags
            )
        case "kept" if figures.promises_due:
            return f"{figures.kept:,} of {figures.promises_due:,}"
    return SHORT.get(figure, "")


def _number(figures: TeamFigures, figure: str) -> tuple[float | None, str]:
    """A number that differences are made of, and its unit."""
    match figure:
        case "attainment" | "attainment_capped" | "frequency":
            share = getattr(figures, figure)
            return (None if share is None else 100 * share), " %"
        case "requests" | "callbacks" | "coverage" | "kept":
            made = {"coverage": broad_of, "kept": kept_of}.get(figure)
            part: Share | None = made(figures) if made else getattr(figures, figure)
            return (None if part is None or part.whole < FEWEST else part.percent), " %"
        case "overdue":
            return (None if figures.overdue is None else figures.overdue.all), ""
        case "catch_up":
            return figures.catch_up_now, ""
        case "qbrs":
            return (None if figures.qbrs is None else figures.qbrs.ready), ""
        case "flags":
            return (None if figures.flags is None else sum(count for _, count in figures.flags)), ""
        case "expected":
            return None, ""
    return getattr(figures, figure), ""


def _change(row: TeamRow, figure: str) -> str:
    now, unit = _number(row.figures, figure)
    before, _ = _number(row.previous, figure)
    return "" if now is None or before is None else difference(now - before, unit)


def paint_figure(line: FigureLine, width: int, glyphs: Glyphs, ink: str, *, is_here: bool) -> Line:
    """A number in exactly `width` cells: value, name, what is behind it, what it was and the difference."""
    mark = glyphs.ellipsis
    value = {"–": glyphs.missing, "…": mark}.get(line.value, line.value)
    drawn: Line = [
        (glyphs.cursor if is_here else " ", "accent!"),
        (" " + right(value, max(_VALUE, cells(value))) + "  ", ink),
        (left(line.name, _NAME, mark) + " ", "text!"),
    ]
    before = "none" if line.before.startswith("none ") else line.before.replace("…", mark)
    end = f"was {before}" if before else ""
    tail = right(end, 13, mark) if width >= _WAS_FROM else ""
    tail += right(line.change, 7, mark) if width >= _CHANGE_FROM else ""
    room = max(0, width - line_cells(drawn) - cells(tail) - 2)
    drawn += [
        (left(cut(visible(line.said), room, mark), room) + " ", "muted"),
        (tail, "muted"),
        (" ", "text"),
    ]
    return cut_line(drawn, width, mark)
