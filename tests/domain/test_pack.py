"""What a pack says: its periods, shares in words, how an action stands, the agenda, what is new."""

from datetime import date

from repcockpit.domain.pack import action_state, percent, periods, share_words, trend
from repcockpit.domain.views.pack import PackFigure, Period, Share
from tests.exchange.writers.packed import pack

TODAY = date(2026, 11, 24)


def test_a_period_begins_the_day_after_the_last_review() -> None:
    held = [date(2026, 8, 25), date(2026, 5, 19)]
    assert periods(TODAY, held, 91) == (
        Period(date(2026, 8, 26), TODAY),
        Period(date(2026, 5, 20), date(2026, 8, 25)),
    )
    assert periods(TODAY, held[:1], 91)[1] == Period(date(2026, 5, 27), date(2026, 8, 25))
    assert periods(TODAY, [], 182)[0] == Period(date(2026, 5, 27), TODAY)
    assert periods(TODAY, [], None)[0] == Period(date(2026, 8, 26), TODAY)
    assert periods(TODAY, [TODAY], 91)[0] == Period(TODAY, TODAY)
    now, then = periods(TODAY, [TODAY, TODAY], 91)
    assert then.since <= then.until < now.since


def test_a_share_of_fewer_than_five_has_no_percentage() -> None:
    assert share_words(Share(31, 33)) == "94 %, 31 of 33"
    assert share_words(Share(4, 4)) == "4 of 4"
    assert share_words(Share(0, 0)) == "unknown"
    assert share_words(Share(2, 2), is_share=False) == "2"
    assert percent(Share(999, 1000)) == 99
    assert percent(Share(1, 8)) == 13
    assert percent(Share(0, 0)) is None


def test_a_trend_needs_both_sides() -> None:
    figure = PackFigure("x", Share(3, 4), Share(6, 8), "")
    assert trend(figure) == "same"
    assert trend(figure._replace(now=Share(4, 4))) == "better"
    assert trend(figure._replace(now=Share(0, 4))) == "worse"
    assert trend(figure._replace(then=Share(0, 0))) == ""


def test_an_action_says_how_it_stands() -> None:
    due = date(2026, 11, 20)
    assert action_state(due, due, TODAY) == "done"
    assert action_state(due, date(2026, 11, 21), TODAY) == "done late"
    assert action_state(due, None, TODAY) == "late"
    assert action_state(TODAY, None, TODAY) == "open"
    assert action_state(None, None, TODAY) == "no date"


def test_the_agenda_is_sixty_minutes_and_half_looks_ahead() -> None:
    points = pack().agenda
    assert sum(one.minutes for one in points) == 60
    assert sum(one.minutes for one in points if one.is_ahead) >= 30
    assert [one.minutes for one in points] == [5, 5, 10, 10, 15, 5, 5, 5]


def test_the_difference_says_new_closed_open_and_the_numbers_that_changed() -> None:
    found = pack("sand").difference
    assert found.new == ("Challenge: sand", "Request: sand", "Idea: sand")
    assert found.closed == ("Action: sand", "Request: Wrong grain in two bags", "Idea: Bigger bags")
    assert found.still_open[:2] == (
        "Action: Send the forecast sheet",
        "Action: Second carrier for Friday deliveries",
    )
    assert found.numbers[0] == ("Delivered in full", "88 %, 28 of 32", "94 %, 31 of 33")
    assert "CSAT, 1 to 5" not in [one.name for one in found.numbers]
