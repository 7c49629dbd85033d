"""The rows, the foot and the pane of Requests, in words and cells. Pure: cases in, lines out."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from repcockpit.domain.names import fold
from repcockpit.domain.request_clocks import PRESSING
from repcockpit.domain.views.requests import Case, RequestsView
from repcockpit.tui import words
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.parts import bar
from repcockpit.tui.sheet import Group, Heading, Sheet
from repcockpit.tui.standing import State, clock_state
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, cells, cut, left, right, visible

BAR = 8
_WITH_BAR, _WITH_ANSWER = 76, 52
_LONG = 13
"""Cells of the last column."""


def requests_sheet(view: RequestsView, text: str, *, is_airy: bool) -> Sheet[Case]:
    """The four groups, narrowed."""
    wanted = fold(text).split()
    groups = (
        ("RUNNING", view.running, ("answered", "to solve")),
        ("WAITING FOR THE CUSTOMER", view.waiting, ("", "")),
        ("CALL BACK", view.callbacks, ("", "")),
        ("CLOSED, 30 DAYS", view.closed, ("", "")),
    )
    return Sheet([_group(title, rows, names, wanted) for title, rows, names in groups], is_airy=is_airy)


def _group(title: str, rows: tuple[Case, ...], names: tuple[str, str], wanted: list[str]) -> Group[Case]:
    kept = [row for row in rows if all(word in searched(row) for word in wanted)] if wanted else list(rows)
    tally = f"{len(kept):,}" if len(kept) == len(rows) else f"{len(kept):,} of {len(rows):,}"
    return Group(Heading(title, tally, names), kept)


def searched(case: Case) -> str:
    """What a filter looks into, folded."""
    view = case.view
    links = (link.name for link in (view.account, view.contact, view.owner) if link)
    parts = (view.title, view.type, view.priority, view.status, view.handed_to, *links)
    return fold(" ".join(part for part in parts if part)).replace("_", " ")


def case_subject(case: Case) -> Subject:
    """The request with its person and account."""
    view = case.view
    person, account = view.contact, view.account
    name = (person.name if person else None) or (account.name if account else None) or ""
    place = (account.name or "") if account and person else ""
    return Subject(
        "request", view.id, person.id if person else None, account.id if account else None, name, place,
        title=view.title or "",
    )  # fmt: skip


def end_state(case: Case, today: date) -> State:
    """Glyph and last column of a row: time left, paused, call back due, or what came of it."""
    if case.view.status in ("closed", "closed_unconfirmed"):
        return _closed_state(case)
    if case.is_owed:
        due = case.view.callback_due_on
        if due is None:
            return State("callback", "no hours", "soon", "soon")
        over = (today - due).days
        if over > 0:
            return State("callback", f"{over} d missed", "late!", "late!")
        return State("callback", f"due {words.day_ahead(due, today)}", "soon", "soon")
    clock = case.clocks.resolution
    if clock.state == "paused":
        since = case.life.pauses[-1][0].astimezone(ZoneInfo(case.zone)).date()
        days = (today - since).days
        return State("calm", f"paused {days} d" if days > 0 else "paused", "muted", "muted")
    return clock_state(clock.state, clock.left, clock.share)


def _closed_state(case: Case) -> State:
    is_late = case.clocks.resolution.state == "met_late"
    is_sure = case.view.status == "closed"
    end = "works" if is_sure else "unconfirmed"
    said = f"late, {end}" if is_late else end
    if is_late:
        return State("refused", said, "late!", "late!")
    return State(
        "done" if is_sure else "hole", said, "good" if is_sure else "muted", "text" if is_sure else "muted"
    )


def answered(case: Case, today: date) -> tuple[str, str, str]:
    """(glyph name, words, ink) of the middle column: the answer, when it was solved, or how long it took."""
    view, clock = case.view, case.clocks.response
    if view.status in ("closed", "closed_unconfirmed"):
        whole = case.clocks.resolution
        return "", f"{span(whole.used)} of {int(whole.target.total_seconds() // 3600)}", "muted"
    if case.is_owed:
        on = view.resolved_at.date() if view.resolved_at else None
        return "", f"solved {_near(on, today)}" if on else "solved", "muted"
    if clock.ended_at is not None:
        return (
            ("done", span(clock.used), "good")
            if clock.state != "met_late"
            else ("refused", span(clock.used), "late!")
        )
    if clock.state in ("paused", None):
        return "", "not yet", "muted"
    state = clock_state(clock.state, clock.left, clock.share)
    return ("clock" if state.glyph == "clock" else ""), state.words, state.words_ink.replace("chip", "late!")


def _near(day: date, today: date) -> str:
    if day == today:
        return "today"
    return words.WEEKDAYS[day.weekday()] if 0 < (today - day).days < 7 else words.short_date(day, today)


def span(length: timedelta) -> str:
    """`18 min`, `1h05`, `51 h`."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours}h{rest:02}" if rest and hours < 10 else f"{hours} h"


def request_line(case: Case, today: date, width: int, glyphs: Glyphs, *, is_here: bool) -> Line:
    """One request in exactly `width` cells (look.md 4)."""
    view, mark = case.view, glyphs.ellipsis
    state = end_state(case, today)
    is_unanswered = case.life.responded_at is None and not case.life.is_waiting
    if is_unanswered and case.clocks.response.state in PRESSING:
        state = state._replace(glyph="clock", glyph_ink="late!")
    glyph_ink = "late!" if state.glyph_ink == "chip" else state.glyph_ink
    line: Line = [
        (glyphs.cursor if is_here else " ", "accent!" if is_here else "text"),
        (f"{getattr(glyphs, state.glyph)} ", glyph_ink),
        (f"{view.priority or 'P3'}  ", "text!" if view.priority == "P1" else "muted"),
    ]
    has_bar, has_answer = width >= _WITH_BAR, width >= _WITH_ANSWER
    rest = width - 7 - _LONG - 1 - (14 if has_answer else 1) - (BAR + 2 if has_bar else 0)
    account = min(12, rest // 3)
    line.append((left(visible(view.title or "without a title"), rest - account - 1, mark) + " ", "text!"))
    line.append((left(visible(view.account.name or "" if view.account else ""), account, mark), "muted"))
    if has_answer:
        line += _answer_cells(case, today, glyphs)
    if has_bar:
        line += _bar_cells(case, state, glyphs)
    return [*line, *_end_cells(state, glyphs), (" ", "text")]


def _answer_cells(case: Case, today: date, glyphs: Glyphs) -> Line:
    glyph, said, ink = answered(case, today)
    sign = f"{getattr(glyphs, glyph)} " if glyph else ""
    gap = " " * max(0, 12 - cells(sign) - cells(said))
    return [
        (gap, "text"),
        (sign, ink),
        (cut(said, 12, glyphs.ellipsis), "text" if glyph == "done" else ink),
        ("  ", "text"),
    ]


def _bar_cells(case: Case, state: State, glyphs: Glyphs) -> Line:
    if case.is_owed or case.life.ended_at is not None or case.clocks.resolution.state is None:
        return [(" " * (BAR + 2), "text")]
    clock = case.clocks.resolution
    drawn = bar(clock.used.total_seconds(), clock.target.total_seconds(), BAR, glyphs)
    ink = "late!" if state.words_ink == "chip" else state.words_ink
    return [(drawn + "  ", ink)]


def _end_cells(state: State, glyphs: Glyphs) -> Line:
    said = cut(state.words, _LONG, glyphs.ellipsis)
    if state.words_ink != "chip":
        return [(right(said, _LONG), state.words_ink)]
    chip = f" {said} "[:_LONG] if cells(said) < _LONG else said
    return [(" " * (_LONG - cells(chip)), "text"), (chip, "chip")]
