from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.businesstime import Calendar
from repcockpit.domain.touches import (
    TRY_ANOTHER,
    Retry,
    counted_day,
    is_attempt,
    is_touch,
    retry_on,
    settled,
    two_way_days,
    why_not,
)
from repcockpit.domain.words import CALL_OUTCOMES, DIRECTIONS, INTERACTION_STATUSES, INTERACTION_TYPES

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("kind", "status", "outcome", "mail", "why"),
    [
        ("call", "completed", "connected", (None, False), ""),
        ("visit", "completed", None, (None, False), ""),
        ("training", "completed", None, (None, False), ""),
        ("visit", "planned", None, (None, False), "planned"),
        ("meeting", "not_held", None, (None, False), "not held"),
        ("meeting", "rescheduled", None, (None, False), "moved"),
        ("meeting", "cancelled", None, (None, False), "cancelled"),
        ("call", "draft", None, (None, False), "a draft"),
        ("call", "odd_one", None, (None, False), "odd one"),
        ("note", "completed", None, (None, False), "a note"),
        ("mailing", "completed", None, ("outbound", False), "a mailing"),
        ("gift_sent", "completed", None, (None, False), "gift sent"),
        ("call", "completed", "no_answer", (None, False), "no answer"),
        ("call", "completed", "left_voicemail", (None, False), "voicemail"),
        ("call", "completed", "left_live_message", (None, False), "left a message"),
        ("call", "completed", "callback_requested", (None, False), "call-back asked for"),
        ("call", "completed", "gatekeeper", (None, False), "gatekeeper"),
        ("email", "completed", None, (None, True), "direction unknown"),
        ("email", "completed", None, ("outbound", False), "no reply in 7 days"),
        ("email", "completed", None, ("outbound", True), ""),
        ("message", "completed", None, ("inbound", True), ""),
    ],
)
def test_a_touch_and_why_not(
    kind: str, status: str, outcome: str | None, mail: tuple[str | None, bool], why: str
) -> None:
    direction, is_two_way = mail
    assert why_not(kind, status, outcome, direction, is_two_way=is_two_way) == why
    assert is_touch(kind, status, outcome, direction, is_two_way=is_two_way) is (not why)


@given(
    st.sampled_from(INTERACTION_TYPES),
    st.sampled_from(INTERACTION_STATUSES),
    st.sampled_from([None, *CALL_OUTCOMES]),
    st.sampled_from([None, *DIRECTIONS]),
    st.booleans(),
)
def test_a_touch_has_no_reason_against_it(
    kind: str, status: str, outcome: str | None, direction: str | None, is_two_way: bool
) -> None:
    counts = is_touch(kind, status, outcome, direction, is_two_way=is_two_way)
    assert counts == (not why_not(kind, status, outcome, direction, is_two_way=is_two_way))
    assert not (counts and is_attempt(kind, status, outcome))


def test_an_attempt_reached_nobody() -> None:
    assert is_attempt("call", "completed", "busy")
    assert is_attempt("call", "not_held", "no_answer")
    assert not is_attempt("call", "completed", "connected")
    assert not is_attempt("call", "completed", None)
    assert not is_attempt("call", "planned", "busy")
    assert not is_attempt("note", "completed", "busy")


@pytest.mark.parametrize(
    ("out", "reply", "counts"), [(0, 0, True), (0, 7, True), (0, 8, False), (7, 0, True), (8, 0, False)]
)
def test_a_mail_is_two_way_within_seven_days(out: int, reply: int, counts: bool) -> None:
    sent, came = DAY + timedelta(days=out), DAY + timedelta(days=reply)
    days = two_way_days([(sent, "outbound"), (came, "inbound"), (DAY + timedelta(days=3), None)])
    assert days == (frozenset({sent, came}) if counts else frozenset())


@given(st.lists(st.tuples(st.dates(DAY, DAY + timedelta(days=40)), st.sampled_from([None, *DIRECTIONS]))))
def test_two_way_days_agree_with_every_pair(mails: list[tuple[date, str | None]]) -> None:
    slow = {
        day
        for day, one in mails
        for other_day, other in mails
        if one and other and one != other and abs((day - other_day).days) <= 7
    }
    assert two_way_days(mails) == slow


def test_the_future_counts_as_of_today() -> None:
    assert counted_day(DAY, DAY) == (DAY, False)
    assert counted_day(DAY + timedelta(days=9), DAY) == (DAY, True)


@pytest.mark.parametrize(
    ("kind", "status", "outcome", "days", "expected"),
    [
        ("call", None, None, 0, ("completed", "connected")),
        ("video", "completed", None, -3, ("completed", "connected")),
        ("visit", None, None, 1, ("planned", None)),
        ("call", None, "no_answer", 1, ("completed", "no_answer")),
        ("call", None, "no_answer", -1, ("completed", "no_answer")),
        ("meeting", "not_held", None, -1, ("not_held", None)),
        ("email", None, None, -1, ("completed", None)),
    ],
)
def test_the_past_was_completed_and_connected(
    kind: str, status: str | None, outcome: str | None, days: int, expected: tuple[str, str | None]
) -> None:
    assert settled(kind, status, outcome, DAY + timedelta(days=days), DAY) == expected


def test_retries_wait_longer_and_then_stop() -> None:
    cal = Calendar()
    assert retry_on(0, DAY, cal) == Retry(None)
    assert retry_on(1, None, cal) == Retry(None)
    assert retry_on(1, DAY, cal) == Retry(date(2026, 11, 23))
    assert retry_on(2, DAY, cal) == Retry(date(2026, 11, 24))
    assert retry_on(3, DAY, cal) == Retry(date(2026, 11, 27))
    assert retry_on(4, DAY, cal) == Retry(None, TRY_ANOTHER)
