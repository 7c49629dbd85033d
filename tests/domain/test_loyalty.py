"""Two axes that are never added, surveys, deliveries, promises and who is avoided."""

from datetime import date, timedelta

import pytest

from repcockpit.domain import loyalty, surveys
from repcockpit.domain.avoidance import is_avoided, skips_counted
from repcockpit.domain.deliveries import Delivered, LineVerdict, Otif, line_verdicts, otif
from repcockpit.domain.promises import KeptRate, Promise, kept_rate, verdict

TODAY = date(2026, 11, 24)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_score_needs_two_known_inputs() -> None:
    assert loyalty.axis(loyalty.RETENTION, (100.0, None, None, None)).value is None
    found = loyalty.axis(loyalty.RETENTION, (50.0, None, None, 0.0))
    assert found.value == 25
    assert found.parts == (("usage", 50.0), ("maintenance", None), ("order", None), ("share", 0.0))


def test_the_inputs_of_retention() -> None:
    assert loyalty.usage_value([3, 0]) == pytest.approx(50)
    assert loyalty.usage_value([]) is None
    assert (loyalty.fact_value("maintenance", "yes"), loyalty.fact_value("maintenance", "no")) == (100, 0)
    assert [loyalty.fact_value("share", word) for word in ("up", "Same", "down", "?")] == [100, 70, 0, None]
    assert loyalty.fact_value("intent", None) is None


def test_the_age_of_the_last_order_against_its_own_rhythm() -> None:
    def orders(age: int) -> list[date]:
        return [ago(age), ago(age + 10), ago(age + 20), ago(age + 30)]

    assert loyalty.order_value(orders(15), TODAY) == 100
    assert loyalty.order_value(orders(30), TODAY) == 0
    assert loyalty.order_value(orders(90), TODAY) == 0
    assert loyalty.order_value(orders(24), TODAY) == pytest.approx(40)
    assert loyalty.order_value([ago(1), ago(1), ago(9)], TODAY) is None


def test_the_inputs_of_loyalty_and_the_quadrants() -> None:
    assert loyalty.nps_value([9, 6]) == 75
    assert loyalty.nps_value([]) is None
    assert [loyalty.ideas_value(count) for count in (0, 1, 2, 5)] == [None, 50, 100, 100]
    assert loyalty.quadrant(60, 60) == "loyal"
    assert loyalty.quadrant(60, 59.9) == "captive"
    assert loyalty.quadrant(59.9, 60) == "well_wisher"
    assert loyalty.quadrant(0, 0) == "at_risk"
    assert loyalty.quadrant(None, 80) is None
    assert loyalty.quadrant(80, None) is None


def test_nps_of_the_worked_answers() -> None:
    scores = [10, 9, 9, 8, 7, 7, 6, 3, 0, 10]
    assert surveys.nps(scores).score == 10
    assert round(surveys.standard_error(scores)) == 26
    assert surveys.nps([10, 9, 9, 0]) == surveys.Survey(None, (10, 9, 9, 0))
    assert surveys.nps([6] * 5).score == -100
    assert surveys.csat([5, 4, 3, 1, 5]).score == 60
    assert surveys.csat([5, 4, 3]).score is None
    assert surveys.csat([]).size == 0


def test_only_the_latest_answer_of_a_person_within_a_year() -> None:
    answers = [
        surveys.Answer(b"1", b"maria", ago(10), 3),
        surveys.Answer(b"2", b"maria", ago(5), 9),
        surveys.Answer(b"3", b"jon", ago(365), 0),
        surveys.Answer(b"4", b"jon", ago(364), 7),
        surveys.Answer(b"5", None, ago(2), 8),
        surveys.Answer(b"6", None, ago(2), 4),
        surveys.Answer(b"7", b"sara", ago(-1), 1),
    ]
    assert [one.score for one in surveys.latest(answers, TODAY)] == [7, 9, 8, 4]


def row(
    line: str, promised: float | None, got: float | None, due: date | None, came: date | None
) -> Delivered:
    return Delivered(line.encode(), "7", line, promised, got, due, came)


def one(*rows: Delivered) -> LineVerdict:
    (found,) = line_verdicts(rows, TODAY)
    return found


def test_a_delivery_in_full_and_on_time() -> None:
    due = ago(10)
    found = one(row("1", 100, 98, due, due))
    assert (found.is_in_full, found.is_on_time) == (True, True)
    found = one(row("1", 100, 97.9, due, due))
    assert (found.is_in_full, found.is_on_time) == (False, True)
    found = one(row("1", 100, 100, due, ago(9)))
    assert (found.is_in_full, found.is_on_time) == (False, False)


def test_quantities_of_one_line_are_summed() -> None:
    due = ago(10)
    found = one(row("1", 60, 60, due, ago(12)), row("1", 40, 40, due, due))
    assert (found.is_in_full, found.is_on_time, found.promised, found.delivered) == (True, True, 100, 100)
    late = one(row("1", 100, 99, due, due), row("1", None, 1, due, ago(8)))
    assert (late.is_in_full, late.is_on_time) == (True, False)


def test_what_cannot_be_judged_is_left_out_and_counted() -> None:
    rows = [
        row("undelivered after", 10, None, ago(1), None),
        row("undelivered before", 10, None, TODAY, None),
        row("no quantity", 0, 5, ago(9), ago(9)),
        row("no promise", None, 5, ago(9), ago(9)),
        row("no day", 5, 5, None, ago(9)),
        row("came, nobody knows when", 5, 5, ago(9), None),
        row("early", 5, 5, TODAY, ago(2)),
    ]
    found = line_verdicts(rows, TODAY)
    assert [(each.is_in_full, each.is_on_time) for each in found[:2]] == [(False, False), (None, None)]
    assert otif(found) == Otif(in_full=1, on_time=1, lines=2, left_out=5)
    assert (
        len(
            line_verdicts(
                [row("", 1, 1, TODAY, TODAY)._replace(order="", id=bytes([n])) for n in (1, 2)], TODAY
            )
        )
        == 2
    )


def test_a_promise_is_kept_by_the_first_day_it_was_given() -> None:
    promises = [
        Promise(b"kept", ago(5), ago(5)),
        Promise(b"late", ago(5), ago(4)),
        Promise(b"past due", ago(1)),
        Promise(b"time left", TODAY),
        Promise(b"early", TODAY + timedelta(days=3), ago(1)),
        Promise(b"no day", None, ago(1)),
    ]
    assert [verdict(each, TODAY) for each in promises] == [True, False, False, None, True, None]
    assert kept_rate(promises, TODAY) == KeptRate(2, 4)


def test_three_skips_without_a_touch_between() -> None:
    skips = [ago(80), ago(40), ago(5)]
    assert is_avoided(skips, None, TODAY)
    assert is_avoided(skips, ago(81), TODAY)
    assert not is_avoided(skips, ago(41), TODAY)
    assert not is_avoided(skips, ago(80), TODAY)
    assert not is_avoided([*skips[:2], ago(90)], None, TODAY)
    assert skips_counted([ago(-1), *skips], ago(50), TODAY) == [ago(40), ago(5)]
