"""Three questions: what is worth most first, one of a kind before two, each with its reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from repcockpit.domain.asks import Said, Unknown, three_asks

TODAY = date(2026, 11, 24)
ONE, TWO = b"1" * 16, b"2" * 16
EVERYTHING = Unknown(
    feedback_on=TODAY,
    challenge_on=TODAY,
    idea_on=TODAY,
    facts=frozenset({"intent", "reference"}),
)
"""Nothing is missing."""


def kinds(known: Unknown) -> list[str]:
    return [ask.kind for ask in three_asks(known, TODAY)]


def test_nothing_is_asked_where_nothing_is_missing() -> None:
    assert three_asks(EVERYTHING, TODAY) == ()


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        ({"callbacks": ((ONE, "new pumps"),)}, "callback", "Does it work now: new pumps?"),
        ({"left": ((ONE, "Jon Park"),)}, "left", "Who follows Jon Park?"),
        ({"empty_seats": ("procurement", "budget_holder")}, "seat", "Who signs for the money?"),
        ({"stale": ((ONE, "Rita", "procurement"),)}, "stale", "Is Rita still procurement?"),
        ({"notes": (Said(ONE, "need", "a forecast", TODAY),)}, "note", "What became of this: a forecast"),
        ({"challenge_on": TODAY - timedelta(days=91)}, "challenge", "What worries them most"),
        ({"feedback_on": TODAY - timedelta(days=181)}, "feedback", "From 0 to 10"),
        ({"feedback_on": None}, "feedback", "From 0 to 10"),
        ({"untold_usage": ((ONE, "safe unloading"),)}, "usage", "safe unloading"),
        ({"idea_on": TODAY - timedelta(days=366)}, "idea", "build or change"),
        ({"facts": frozenset({"reference"})}, "intent", "buy more"),
        ({"facts": frozenset({"intent"})}, "reference", "take a call"),
    ],
)
def test_each_hole_gives_its_question(change: dict[str, Any], kind: str, said: str) -> None:
    (ask,) = three_asks(EVERYTHING._replace(**change), TODAY)[:1]
    assert ask.kind == kind
    assert said in ask.text
    assert ask.why


@pytest.mark.parametrize(
    "change",
    [
        {"challenge_on": TODAY - timedelta(days=90)},
        {"feedback_on": TODAY - timedelta(days=180)},
        {"idea_on": TODAY - timedelta(days=365)},
    ],
)
def test_on_its_last_day_a_fact_is_fresh(change: dict[str, Any]) -> None:
    assert three_asks(EVERYTHING._replace(**change), TODAY) == ()


def test_one_of_a_kind_comes_before_two() -> None:
    known = EVERYTHING._replace(empty_seats=("decision_maker", "champion", "end_user"), feedback_on=None)
    assert kinds(known) == ["seat", "feedback", "seat"]
    assert three_asks(known, TODAY)[0].text == "Who decides here?"


def test_the_newest_note_is_followed_up_and_cut_where_it_is_long() -> None:
    notes = (Said(ONE, "need", "old", TODAY - timedelta(days=9)), Said(TWO, "want", "x" * 200, TODAY))
    first = three_asks(EVERYTHING._replace(notes=notes), TODAY)[0]
    assert first.evidence_ids == (TWO,)
    assert len(first.text) < 120
    assert first.text.endswith("…")


def test_at_most_three() -> None:
    assert len(three_asks(Unknown(callbacks=((ONE, "a"), (TWO, "b")), empty_seats=("champion",)), TODAY)) == 3
