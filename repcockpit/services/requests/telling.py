"""Why a request stands where it stands: its clocks, its call-backs and its promises, each in a sentence."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from repcockpit.domain.dates import format_exact
from repcockpit.domain.request_clocks import Callback, Clock
from repcockpit.domain.views.requests import Case
from repcockpit.domain.views.today import Reason
from repcockpit.domain.words import spoken

_STATES = {
    "ok": "runs", "warn50": "past half of its time", "warn75": "past three quarters of its time",
    "warn90": "past nine tenths of its time", "breached": "past its time", "paused": "stands still",
    "met": "in time", "met_late": "too late",
}  # fmt: skip


def clock_reasons(case: Case) -> tuple[Reason, ...]:
    """Both clocks, what stopped them, the call-backs, the department, the executive."""
    return tuple(_reasons(case))


def _reasons(case: Case) -> Iterator[Reason]:
    view = case.view
    if not case.has_working_day:
        yield Reason("clock", None, "no working day")
    for part, clock in (("answer", case.clocks.response), ("solution", case.clocks.resolution)):
        if clock.state is not None:
            yield Reason(part, None, _clock(clock, case))
    if case.clocks.resolution.paused:
        yield Reason("paused", None, f"{hours(case.clocks.resolution.paused)} of working time, not counted")
    if view.reopen_count:
        yield Reason("reopened", None, f"{view.reopen_count} x, its clock ran anew each time")
    for call in case.clocks.callbacks:
        yield Reason("call-back", None, _callback(call))
    if view.handed_to:
        by = f", promised by {format_exact(view.handed_due_on)}" if view.handed_due_on else ""
        yield Reason("handed to", None, f"{view.handed_to}{by}")
    if view.executive is not None:
        yield Reason("executive", None, executive_said(case))
    if case.escalated:
        yield Reason("manager", None, case.escalated)
    if view.due_on is not None:
        yield Reason("promised", None, f"by {format_exact(view.due_on)}, as it was written")


def executive_said(case: Case) -> str:
    """Who speaks, by when, and whether that happened."""
    one = case.view.executive
    if one is None:
        return ""
    if one.done_on is not None:
        return f"{one.who or ''} spoke on {format_exact(one.done_on)}"
    return f"{one.who or ''}, by {format_exact(one.due_on)}" if one.due_on else one.who or ""


def _clock(clock: Clock, case: Case) -> str:
    said = f"{hours(clock.used)} of {hours(clock.target)}, {_STATES.get(clock.state or '', '')}"
    if clock.ended_at is not None or clock.due_at is None:
        return said
    return f"{said}; due {moment(clock.due_at.astimezone(case.here))}"


def _callback(call: Callback) -> str:
    due = f"due {format_exact(call.first_due_on)}" if call.first_due_on else "no working day"
    if call.unreachable_count:
        due += f", nobody reached on {call.unreachable_count} d"
    if call.due_on is not None and call.due_on != call.first_due_on and call.outcome is None:
        due += f", now {format_exact(call.due_on)}"
    ended = f", {spoken(call.outcome)}" if call.outcome else ""
    return f"{due}{ended}{'' if call.is_on_time is not False else ', late'}"


def hours(span: timedelta) -> str:
    """`6 h`, `1h20`, `18 min`."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes // 60}h{minutes % 60:02d}"


def moment(at: datetime) -> str:
    """The exact day and the time, where it is."""
    return f"{format_exact(at.date())} {at:%H:%M}"
