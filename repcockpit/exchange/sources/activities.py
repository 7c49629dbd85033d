"""Activities into interactions and tasks: what happened, what is planned, what is still to do (rules.md 3.2)."""

import re

from repcockpit.exchange.sources import meanings
from repcockpit.exchange.sources.dates import Moment
from repcockpit.exchange.sources.finishing import built, flag, text_of, when
from repcockpit.exchange.sources.record import Draft, Reading, Record
from repcockpit.exchange.sources.values import number, one_line, plain_text, squash

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})$")
_HOURS = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(h|hour|hours|hrs?|m|min|mins|minutes?|s|sec|seconds?)\b", re.IGNORECASE
)
_LONGEST = 44_640
"""Minutes of a month: a longer duration is a mistake of the file."""
_OPENABLE = frozenset(("task", "call", "email", "message", "mailing"))
"""What is a to-do while it is open; meetings and visits are planned instead."""


def finish_activity(draft: Draft, reading: Reading) -> Record | str:
    """An activity: an interaction if it happened or is in the calendar, a task if it is to be done."""
    if flag(draft, "deleted"):
        return "deleted in the source"
    kind = _type(draft)
    state = _state(draft, kind)
    at = _moment(draft, kind, state, reading)
    is_to_do = kind in _OPENABLE or "is_to_do" in draft.raw
    if kind == "task" or (is_to_do and state == "open"):
        return _task(draft, kind, state, at, reading)
    if at is None:
        return "no date that can be read"
    return _interaction(draft, kind, state, at, reading)


def _type(draft: Draft) -> str:
    for key in ("subtype", "type", "subject_type"):
        word = text_of(draft, key)
        found = meanings.interaction_type(word) if word else None
        if found and (found != "task" or key == "type"):
            return found
    fallback = text_of(draft, "default_type")
    if fallback:
        return fallback
    for key, ours in (("call_outcome", "call"), ("call_direction", "call"), ("meeting_outcome", "meeting")):
        if draft.raw.get(key):
            return ours
    return (
        "task" if draft.raw.get("task_status") or draft.raw.get("due") or draft.raw.get("subtype") else "note"
    )


def _state(draft: Draft, kind: str) -> str:
    word = text_of(draft, "meeting_outcome") if kind == "meeting" else ""
    word = (
        word
        or (text_of(draft, "task_status") if kind == "task" else "")
        or text_of(draft, "status", "task_status")
    )
    found = meanings.status(word) if word else None
    if flag(draft, "closed") and found in (None, "open"):
        return "completed"
    if found is None and flag(draft, "closed") is False and kind == "task":
        return "open"
    return found or ""


def _moment(draft: Draft, kind: str, state: str, reading: Reading) -> Moment | None:
    keys = ["actual_start", "start", "sent", "when"] if kind != "task" else ["due", "when", "start"]
    keys += ["due", "completed_at"] if state != "open" else ["due"]
    for key in keys:
        found = when(draft, key, reading)
        if found:
            return found
    return when(draft, "created", reading) if kind != "task" else None


def _text(draft: Draft) -> tuple[str, str]:
    subject = one_line(text_of(draft, "subject", "subject_2"))
    note = plain_text(text_of(draft, "note", "note_2"))
    if not subject and not note:
        return "", ""
    return subject, "" if note == subject else note


def _task(draft: Draft, kind: str, state: str, at: Moment | None, reading: Reading) -> Record | str:
    subject, note = _text(draft)
    fields = draft.fields
    title = subject or one_line(note)[:120]
    if not title:
        title = {"task": "Task"}.get(kind, kind.capitalize())
    status = meanings.TASK_STATUSES.get(squash(text_of(draft, "task_status", "status")))
    is_done = state in ("completed", "cancelled", "not_held") or status == "completed"
    fields |= {"kind": "task", "title": title, "status": "completed" if is_done else status or "not_started"}
    if note:
        fields["note"] = note
    priority = meanings.PRIORITIES.get(squash(text_of(draft, "priority")))
    if priority:
        fields["priority"] = priority
    if at:
        fields["due_on"] = at.day
    if is_done:
        done = when(draft, "completed_at", reading) or at or when(draft, "created", reading)
        fields["done_on"] = min(done.day, reading.today) if done else reading.today
        if state in ("cancelled", "not_held"):
            fields["outcome"] = "cancelled"
    created = when(draft, "created", reading)
    if created:
        fields["source_created_on"] = created.day
    if kind != "task":
        draft.custom.setdefault("Type", kind)
    elif text_of(draft, "type") and squash(text_of(draft, "type")) != "task":
        draft.custom.setdefault("Type", one_line(text_of(draft, "type")))
    return built(draft, "task", "task", reading)


def _interaction(draft: Draft, kind: str, state: str, at: Moment, reading: Reading) -> Record:
    fields = draft.fields
    subject, note = _text(draft)
    is_past = at.day <= reading.today
    status = state if state not in ("", "open") else ("completed" if is_past else "planned")
    if kind in ("note", "mailing") and status == "planned" and is_past:
        status = "completed"
    fields |= {"type": kind, "status": status, "occurred_on": at.day}
    if at.at is not None:
        fields |= {"occurred_at": at.at, "zone": at.zone}
    outcome = meanings.outcome(text_of(draft, "call_outcome", "outcome"))
    if outcome is None and status == "completed" and kind not in ("note", "mailing"):
        unread = text_of(draft, "call_outcome")
        if unread:
            draft.custom.setdefault("Call outcome", unread)
        outcome = "connected"
    if outcome:
        fields["outcome"] = outcome
    direction = meanings.DIRECTIONS.get(squash(text_of(draft, "call_direction", "direction")))
    if direction and kind != "note":
        fields["direction"] = direction
    minutes = _minutes(draft, reading)
    if minutes and minutes <= _LONGEST:
        fields["minutes"] = minutes
    if subject:
        fields["subject"] = subject
    if note:
        fields["note"] = note
    return built(draft, "interaction", "interaction", reading)


def _minutes(draft: Draft, reading: Reading) -> int | None:
    for key, per_minute in (("minutes", 1), ("seconds", 60), ("milliseconds", 60_000)):
        cell = draft.raw.get(key)
        if not cell:
            continue
        clock = _CLOCK.match(cell.strip())
        if clock:
            hours, minutes, seconds = (int(part or 0) for part in clock.groups())
            return max(1, hours * 60 + minutes + (seconds >= 30)) if hours or minutes or seconds else None
        spoken = _HOURS.findall(cell)
        if spoken:
            scale = {"h": 60.0, "m": 1.0, "s": 1 / 60}
            return (
                round(sum(float(size.replace(",", ".")) * scale[unit[0].lower()] for size, unit in spoken))
                or None
            )
        value = number(cell)
        if value and value > 0:
            return max(1, round(value / per_minute))
    start, end = when(draft, "start", reading), when(draft, "end", reading)
    if start and end and start.at is not None and end.at is not None and 0 < end.at - start.at <= 86_400_000:
        return round((end.at - start.at) / 60_000)
    return None
