"""The course of an account's reviews: the sentences of rules.md 2.22 "QBR"."""

from datetime import date, timedelta

from repcockpit.domain.review_course import (
    Account,
    Meeting,
    Review,
    Written,
    course,
    due_id,
    last_before,
    next_of,
)

TODAY = date(2026, 11, 24)
TRACKED = date(2026, 1, 1)
A = Account(b"a" * 16, 91, TRACKED)
NONE = Account(b"d" * 16, None, TRACKED)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def held(on: date, qbr_id: bytes | None = None, name: bytes = b"m") -> Meeting:
    return Meeting(name, on, is_held=True, qbr_id=qbr_id)


def planned(on: date, qbr_id: bytes | None = None) -> Meeting:
    return Meeting(b"p", on, is_held=False, qbr_id=qbr_id)


def test_a_due_review_is_a_row_whose_id_follows_from_account_and_day() -> None:
    due = TRACKED + timedelta(91)
    assert course(A, [], [], TODAY) == [Review(due_id(A.id, due), due, is_written=False)]
    assert due_id(A.id, due) == due_id(A.id, due) != due_id(NONE.id, due)


def test_without_an_interval_nothing_is_due_but_what_is_written_stands() -> None:
    assert course(NONE, [], [], TODAY) == []
    (one,) = course(NONE, [Written(b"w", ahead(9), TODAY)], [], TODAY)
    assert (one.id, one.is_open) == (b"w", True)


def test_what_is_written_and_open_is_the_next_one() -> None:
    (one,) = course(A, [Written(b"w", ahead(9))], [], TODAY)
    assert one.id == b"w"


def test_a_completed_one_holds_the_scheduled_one_within_14_days() -> None:
    written = [Written(b"w", ahead(30), scheduled_on=ahead(10))]
    (was, following) = course(A, written, [held(ahead(-4))], TODAY)
    assert (was.id, was.held_on, was.held_ids) == (b"w", ahead(-4), (b"m",))
    assert (following.is_written, following.due_on) == (False, ahead(-4) + timedelta(91))


def test_else_it_makes_a_held_one() -> None:
    written = [Written(b"w", ahead(30), scheduled_on=ahead(11))]
    (was, open_one) = course(A, written, [held(ahead(-4))], TODAY)
    assert (was.id, was.is_written) == (due_id(A.id, ahead(-4)), False)
    assert (open_one.id, open_one.is_open) == (b"w", True)


def test_it_holds_one_that_waits_for_a_date_where_it_was_due_and_asked_before() -> None:
    assert course(A, [Written(b"w", ahead(40), ahead(-5))], [held(ahead(-4))], TODAY)[0].id == b"w"
    assert course(A, [Written(b"w", ahead(40), ahead(-3))], [held(ahead(-4))], TODAY)[0].id != b"w"
    assert course(A, [Written(b"w", ahead(42))], [held(ahead(-4))], TODAY)[0].id != b"w"


def test_what_names_its_review_holds_that_one() -> None:
    written = [Written(b"v", ahead(1), scheduled_on=ahead(1)), Written(b"w", ahead(300))]
    was = course(A, written, [held(TODAY, b"w")], TODAY)[0]
    assert was.id == b"w"
    written = [
        Written(b"v", ahead(1), scheduled_on=ahead(1)),
        Written(b"w", held_on=TODAY, interaction_id=b"m"),
    ]
    assert [one.id for one in course(A, written, [held(TODAY)], TODAY)] == [b"w", b"v"]


def test_two_meetings_of_one_day_are_one_review() -> None:
    found = course(A, [], [held(TODAY), held(TODAY, name=b"n")], TODAY)
    assert [one.held_ids for one in found if one.held_on] == [(b"m", b"n")]


def test_one_held_on_the_day_it_was_counted_from_is_followed_by_another() -> None:
    due = TRACKED + timedelta(91)
    rows = [Written(due_id(A.id, due), due, held_on=TRACKED)]
    (was, following) = course(A, rows, [], TODAY)
    assert (was.held_on, following.due_on, following.is_open) == (TRACKED, due, True)
    assert was.id != following.id
    rows.append(Written(following.id, due, held_on=TRACKED))
    assert len({one.id for one in course(A, rows, [], TODAY)}) == 3


def test_a_skipped_one_moves_the_next_by_an_interval() -> None:
    written = [Written(b"w", ahead(-9), is_skipped=True)]
    (was, following) = course(A, written, [], TODAY)
    assert (was.is_skipped, was.is_open) == (True, False)
    assert following.due_on == ahead(-9) + timedelta(91)


def test_a_planned_meeting_is_the_date_of_the_next_one() -> None:
    due = TRACKED + timedelta(91)
    (one,) = course(A, [], [planned(ahead(9))], TODAY)
    assert (one.id, one.scheduled_on, one.meeting_id) == (due_id(A.id, due), ahead(9), b"p")
    (one,) = course(NONE, [], [planned(ahead(9))], TODAY)
    assert (one.id, one.due_on, one.scheduled_on) == (due_id(NONE.id, ahead(9)), None, ahead(9))
    (one,) = course(A, [Written(b"w", ahead(30), scheduled_on=ahead(20))], [planned(ahead(9))], TODAY)
    assert (one.scheduled_on, one.meeting_id) == (ahead(20), None)
    assert course(NONE, [], [planned(ahead(-15))], TODAY) == []


def test_what_happened_after_the_day_is_not_known() -> None:
    assert next_of(course(A, [], [held(ahead(1))], TODAY)) is not None
    assert course(NONE, [], [held(ahead(1))], TODAY) == []


def test_the_last_one_before() -> None:
    found = course(A, [], [held(ahead(-200)), held(ahead(-90), name=b"n")], TODAY)
    following = next_of(found)
    assert following is not None
    last = last_before(found, following)
    assert last is not None
    assert last.held_on == ahead(-90)
    earlier = last_before(found, last)
    assert earlier is not None
    assert earlier.held_on == ahead(-200)
    assert last_before(found, earlier) is None
