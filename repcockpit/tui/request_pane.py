"""The foot below Requests, the pane beside it, and what the opened request says. Pure: cases in, lines out."""

from datetime import date, datetime

from repcockpit.domain.request_clocks import Clock
from repcockpit.domain.request_steps import EVENT_WORDS
from repcockpit.domain.views.requests import Case, RequestsView
from repcockpit.tui import words
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import bar, section
from repcockpit.tui.request_paint import BAR, end_state, span
from repcockpit.tui.text import Line, cut, cut_line, left, line_cells, visible, wrap


def figures_line(view: RequestsView, width: int, glyphs: Glyphs) -> Line:
    """`30 days   in time 91 %   right first time 82 %   called back next day 10 of 11`, shorter where it must be."""
    sums = view.figures
    calls = f"{sums.called_back.met} of {sums.called_back.of}" if sums.called_back.of else glyphs.missing
    for gap, first, last in (
        ("   ", "right first time", "called back next day"),
        ("  ", "right first time", "called back next day"),
        ("  ", "right first time", "called back"),
        ("  ", "first time", "called"),
    ):
        named = (("in time", sums.in_time.said), (first, sums.right_first_time.said), (last, calls))
        line: Line = [(" 30 days", "muted")]
        for name, said in named:
            line += [(f"{gap}{name} ", "text"), (said.replace("–", glyphs.missing), "text!")]
        if line_cells(line) <= width:
            break
    return cut_line(line, width, glyphs.ellipsis)


def foot_lines(view: RequestsView, case: Case | None, width: int, glyphs: Glyphs) -> list[Line]:
    """The sums, then the clock of the row under the cursor: what stands below the list without a pane."""
    lines: list[Line] = [[], figures_line(view, width, glyphs)]
    if case is None:
        return lines
    name = visible(case.view.account.name or "" if case.view.account else "").upper() or "REQUEST"
    room = width - 2
    lines += [
        [],
        [(" ", "text"), *section(cut(name, 30, glyphs.ellipsis), words.plain(case.view.type), room, glyphs)],
    ]
    return lines + [
        [(" ", "text"), *cut_line(line, room, glyphs.ellipsis)]
        for line in clock_lines(case, view.today, room, glyphs)
    ]


def clock_lines(case: Case, today: date, width: int, glyphs: Glyphs) -> list[Line]:
    """`opened Mon 10:32   answered 10:50   solve by Tue 10:32   call back Wed`, then the rest in a sentence."""
    late = case.clocks.resolution.state in ("warn75", "warn90", "breached", "met_late")
    view, clocks = case.view, case.clocks
    parts = [
        ("opened", view.opened_at, "text"),
        ("answered" if view.responded_at else "answer by", view.responded_at or clocks.response.due_at, "text"),
        ("solved" if view.resolved_at else "solve by", view.resolved_at or clocks.resolution.due_at, "late!" if late else "text!"),
    ]  # fmt: skip
    line: Line = []
    for label, at, ink in parts:
        if at is not None:
            line += [(f"{label} ", "muted"), (f"{moment(at.astimezone(case.here), today)}   ", ink)]
    if view.callback_due_on:
        line += [("call back ", "muted"), (words.day_ahead(view.callback_due_on, today), "text")]
    return [
        cut_line(line, width, glyphs.ellipsis),
        *([(piece, "muted")] for piece in wrap(told(case), max(8, width))[:2]),
    ]


def moment(at: datetime, today: date) -> str:
    """`10:32` today, `Mon 10:32` within the week, then `13 Oct 10:32`."""
    days = abs((at.date() - today).days)
    if days == 0:
        return words.hour(at)
    near = words.WEEKDAYS[at.weekday()] if days < 7 else words.short_date(at.date(), today)
    return f"{near} {words.hour(at)}"


def told(case: Case) -> str:
    """What else holds: its hours, pauses, department, promise, executive."""
    view, parts = case.view, []
    if not case.has_working_day:
        parts.append("no working day")
    else:
        parts.append(f"{int(case.clocks.resolution.target.total_seconds() // 3600)} working hours")
    if case.clocks.resolution.paused:
        parts.append(f"{span(case.clocks.resolution.paused)} paused")
    if view.reopen_count:
        parts.append(f"reopened {view.reopen_count} x")
    if view.handed_to:
        by = f" by {words.full_date(view.handed_due_on)}" if view.handed_due_on else ""
        parts.append(
            f"{visible(view.handed_to)} promised it{by}" if by else f"with {visible(view.handed_to)}"
        )
    if view.due_on:
        parts.append(f"promised {words.full_date(view.due_on)}")
    if view.executive is not None:
        parts.append(_executive(case))
    if case.escalated:
        parts.insert(0, visible(case.escalated))
    return "; ".join(parts)


def _executive(case: Case) -> str:
    one = case.view.executive
    assert one is not None  # noqa: S101 -- the caller has looked
    if one.done_on:
        return f"{visible(one.who or '')} spoke {words.full_date(one.done_on)}"
    by = f" by {words.full_date(one.due_on)}" if one.due_on else ""
    return f"{visible(one.who or '')} is to speak{by}"


def pane_lines(view: RequestsView, case: Case, width: int, glyphs: Glyphs) -> list[Line]:
    """The request in full: its clocks, its steps, the sums."""
    state = end_state(case, view.today)
    ink = "late!" if state.words_ink == "chip" else state.words_ink
    person, account = case.view.contact, case.view.account
    lines: list[Line] = [
        [(piece, "text!")] for piece in wrap(visible(case.view.title or "request"), width)[:2]
    ]
    lines.append(
        [
            (f"{getattr(glyphs, state.glyph)} {state.words}", ink),
            (f"   {case.view.priority} {words.plain(case.view.type)}", "muted"),
        ]
    )
    who = f" {glyphs.dot} ".join(visible(link.name or "") for link in (person, account) if link)
    lines += [[(cut(who, width, glyphs.ellipsis), "text")], []]
    lines.append(section("CLOCKS", "", width, glyphs))
    for name, clock in (("answer", case.clocks.response), ("solve", case.clocks.resolution)):
        lines += _clock(name, clock, case, width, glyphs)
    lines += [[(piece, "muted")] for piece in wrap(told(case), width)[:3]]
    lines += [[], *step_lines(case, width, glyphs), [], section("30 DAYS", "", width, glyphs)]
    sums = view.figures
    for name, share in (
        ("in time", sums.in_time),
        ("right first time", sums.right_first_time),
        ("called back", sums.called_back),
    ):
        lines.append(
            [(left(name, 17, glyphs.ellipsis), "muted"), (share.said.replace("–", glyphs.missing), "text!")]
        )
    old = ", ".join(f"{age} d {count}" for age, count in view.ages.items() if count)
    return [
        *lines,
        [
            (left("open, by age", 17), "muted"),
            (cut(old or glyphs.missing, max(0, width - 17), glyphs.ellipsis), "text"),
        ],
    ]


def _clock(name: str, clock: Clock, case: Case, width: int, glyphs: Glyphs) -> list[Line]:
    whole = int(clock.target.total_seconds() // 3600)
    if clock.state is None:
        return [[(left(name, 8), "muted"), (f"{glyphs.missing} of {whole} h", "muted")]]
    is_bad = clock.state in ("breached", "met_late", "warn75", "warn90")
    drawn = bar(clock.used.total_seconds(), clock.target.total_seconds(), BAR, glyphs)
    said = f"{span(clock.used)} of {whole} h"
    due = ""
    if clock.due_at is not None and not clock.ended_at:
        at = clock.due_at.astimezone(case.here)
        due = f"by {words.hour(at)}, {words.full_date(at.date())}"
    return [
        cut_line(
            [
                (left(name, 8), "muted"),
                (drawn + "  ", "late!" if is_bad else "muted"),
                (left(said, 14), "text"),
                (due, "muted"),
            ],
            width,
            glyphs.ellipsis,
        )
    ]


def step_lines(case: Case, width: int, glyphs: Glyphs) -> list[Line]:
    """Its steps, the newest first: when, what, by whom, the note."""
    lines = [section("STEPS", f"{len(case.view.events)}", width, glyphs)]
    for event in reversed(case.view.events):
        when = f"{words.full_date(event.at.date())} {words.hour(event.at)}" if event.at else ""
        note = f": {visible(event.note)}" if event.note else ""
        by = f" {glyphs.dot} {visible(event.by.name or '')}" if event.by else ""
        lines.append(
            cut_line(
                [
                    (left(when, 17), "muted"),
                    (EVENT_WORDS.get(event.kind or "", words.plain(event.kind)), "text"),
                    (note + by, "muted"),
                ],
                width,
                glyphs.ellipsis,
            )
        )
    return lines
