"""What counts as a touch, what as an attempt, and when to try again (rules.md 2.2)."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from repcockpit.domain.businesstime import Calendar, add_working_days
from repcockpit.domain.settings import DEFAULTS, RuleNumbers
from repcockpit.domain.words import ATTEMPT_OUTCOMES, LOGGED_TYPES, MAIL_TYPES, TOUCH_TYPES, spoken

TRY_ANOTHER: Final = "try another person or channel"
_STATUS_WORDS: Final = {
    "planned": "planned",
    "not_held": "not held",
    "rescheduled": "moved",
    "cancelled": "cancelled",
    "draft": "a draft",
}
_TYPE_WORDS: Final = {"note": "a note", "mailing": "a mailing"}
_OUTCOME_WORDS: Final = {
    "left_voicemail": "voicemail",
    "left_live_message": "left a message",
    "callback_requested": "call-back asked for",
}


class Retry(NamedTuple):
    """When to try again; `advice` says what to do instead where `on` is None after attempts."""

    on: date | None
    advice: str = ""


def is_touch(
    kind: str, status: str, outcome: str | None, direction: str | None = None, *, is_two_way: bool = False
) -> bool:
    """Whether an interaction is a touch of its account and of everybody who took part.

    `kind` is its type; no outcome counts as connected; mails and messages need a known `direction` and
    `is_two_way` (see `two_way_days`). Without people it is a touch of the account and of nobody.
    """
    if status != "completed" or kind not in TOUCH_TYPES or outcome in ATTEMPT_OUTCOMES:
        return False
    return kind not in MAIL_TYPES or (is_two_way and direction is not None)


def why_not(
    kind: str,
    status: str,
    outcome: str | None,
    direction: str | None = None,
    *,
    is_two_way: bool = False,
    reply_days: int = DEFAULTS.touch_reply_days,
) -> str:
    """Why an interaction is no touch, in a few words; blank where it is one."""
    if status != "completed":
        return _STATUS_WORDS.get(status, spoken(status))
    if kind not in TOUCH_TYPES:
        return _TYPE_WORDS.get(kind, spoken(kind))
    if outcome in ATTEMPT_OUTCOMES:
        return _OUTCOME_WORDS.get(outcome, spoken(outcome))
    if kind in MAIL_TYPES and direction is None:
        return "direction unknown"
    if kind in MAIL_TYPES and not is_two_way:
        return f"no reply in {reply_days} days"
    return ""


def is_attempt(kind: str, status: str, outcome: str | None) -> bool:
    """Whether an interaction tried to reach somebody and did not; it never moves the last touch."""
    return status in {"completed", "not_held"} and kind in TOUCH_TYPES and outcome in ATTEMPT_OUTCOMES


def two_way_days(
    mails: Iterable[tuple[date, str | None]], reply_days: int = DEFAULTS.touch_reply_days
) -> frozenset[date]:
    """The days of those `mails` (day, direction) of one person that were answered, or answer one.

    A mail counts where one of the other direction lies at most `reply_days` before or after; one of unknown
    direction neither counts nor answers. All mails of a returned day with a known direction count.
    """
    days: dict[str | None, list[date]] = {"inbound": [], "outbound": []}
    for day, direction in mails:
        if direction in days:
            days[direction].append(day)
    inbound, outbound = sorted(days["inbound"]), sorted(days["outbound"])
    return frozenset(_answered(inbound, outbound, reply_days) + _answered(outbound, inbound, reply_days))


def _answered(mails: list[date], others: list[date], reply_days: int) -> list[date]:
    """Those of `mails` with one of `others` (ascending) near them."""
    near = timedelta(days=reply_days)
    found = []
    for day in mails:
        position = bisect_left(others, day - near)
        if position < len(others) and others[position] <= day + near:
            found.append(day)
    return found


def counted_day(occurred_on: date, today: date) -> tuple[date, bool]:
    """The day a completed interaction counts on, and whether it is flagged as dated in the future."""
    return (today, True) if occurred_on > today else (occurred_on, False)


def settled(
    kind: str, status: str | None, outcome: str | None, occurred_on: date, today: date
) -> tuple[str, str | None]:
    """Status and outcome of an interaction that leaves them out.

    The future is planned, the past completed; a past call, meeting, visit or video without an outcome was
    connected, because somebody logged it.
    """
    status = status or ("planned" if occurred_on > today and not outcome else "completed")
    if status == "completed" and outcome is None and kind in LOGGED_TYPES:
        return status, "connected"
    return status, outcome


def retry_on(
    attempts: int, last_attempt_on: date | None, cal: Calendar, numbers: RuleNumbers = DEFAULTS
) -> Retry:
    """When to try again after `attempts` since the last touch, in working days of `cal`."""
    if attempts <= 0 or last_attempt_on is None:
        return Retry(None)
    waits = (numbers.retry_first, numbers.retry_second, numbers.retry_third)
    if attempts > len(waits):
        return Retry(None, TRY_ANOTHER)
    return Retry(add_working_days(cal, last_attempt_on, waits[attempts - 1]))
