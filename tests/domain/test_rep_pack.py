"""What a 1:1 pack says beyond its rows: numbers in words, what went well; nobody is compared with anybody."""

import pytest

from repcockpit.domain.rep_pack import change_words, figures_in_words, overdue_by_tier, went_well
from repcockpit.domain.views.team import QbrPipeline, Share, TeamFigures, TierCounts

NONE = TeamFigures()


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(61.4, 66.2, "-5"), (66.0, 61.0, "+5"), (50.2, 49.8, "same"), (None, 3.0, "–"), (3.0, None, "–")],
)
def test_a_change_in_whole_points(now: float | None, before: float | None, said: str) -> None:
    assert change_words(now, before) == said


def test_what_is_not_known_is_a_dash_and_never_a_zero() -> None:
    assert {one.now for one in figures_in_words(NONE, NONE)} == {"–"}
    assert overdue_by_tier(None, None) == ()


def test_numbers_in_words() -> None:
    now = TeamFigures(
        touches=1200, attainment=1.206, requests=Share(3, 4), callbacks=Share(9, 10), overdue=TierCounts(1, 2),
        overdue_of=40, qbrs=QbrPipeline(4, 1, 2, 1), kept=0, promises_due=0, broad=2, mapped=3,
    )  # fmt: skip
    found = {one.name: one.now for one in figures_in_words(now, NONE)}
    assert found["Touches"] == "1,200"
    assert found["Attainment"] == "121 %"
    assert found["Requests in time"] == "3 of 4"
    assert found["Call-backs on time"] == "90 %, 9 of 10"
    assert found["Past due"] == "3 of 40"
    assert found["QBRs ready"] == "1 of 4, 2 at risk, 1 late"
    assert found["Promises kept"] == "–"
    assert found["Broadly covered"] == "2 of 3"


def test_the_numbers_of_the_plan_are_marked() -> None:
    marked = {one.name for one in figures_in_words(NONE, NONE) if one.is_plan}
    assert marked == {"Attainment", "Attainment, capped", "Plans met", "Expected by now"}


def test_past_due_by_tier() -> None:
    rows = overdue_by_tier(TierCounts(1, 0, 0, 0, 2), TierCounts(3, 0, 0, 0, 0))
    assert rows == (("A", "1", "3"), ("B", "0", "0"), ("C", "0", "0"), ("D", "0", "0"), ("no tier", "2", "0"))


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (TeamFigures(kept=3, promises_due=3), NONE, "All 3 promises were kept."),
        (TeamFigures(kept=1, promises_due=1), NONE, "The one promise was kept."),
        (TeamFigures(kept=2, promises_due=3), NONE, None),
        (TeamFigures(callbacks=Share(2, 2)), NONE, "All 2 call-backs were in time."),
        (TeamFigures(requests=Share(0, 0)), NONE, None),
        (TeamFigures(qbrs=QbrPipeline(2, 2)), NONE, "All 2 QBRs in sight are ready."),
        (TeamFigures(touches=9), TeamFigures(touches=4), "Touches rose from 4 to 9."),
        (TeamFigures(touches=4), TeamFigures(touches=9), None),
        (
            TeamFigures(overdue=TierCounts(1)),
            TeamFigures(overdue=TierCounts(5)),
            "Past due fell from 5 to 1.",
        ),
        (TeamFigures(catch_up_now=3, catch_up_before=9), NONE, "Catch-up shrank from 9 to 3."),
    ],
)
def test_what_went_well(now: TeamFigures, before: TeamFigures, said: str | None) -> None:
    assert went_well(now, before, {}) == ((said,) if said else ())


def test_an_activity_that_rose_by_five_points() -> None:
    parts = {"qbr": (80.0, 75.0), "ideas": (54.0, 50.0), "network": (None, 10.0)}
    assert went_well(NONE, NONE, parts) == ("QBR rose from 75 to 80.",)
