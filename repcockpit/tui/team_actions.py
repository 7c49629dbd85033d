"""The actions of the team's screens, as data: which days they are about."""

from repcockpit.tui.action import Action

_PAGES = ("team", "team_rep")

SPANS = (
    Action(
        "period",
        ("P",),
        "Week, month, quarter, any days",
        "Turns from the week to its month, its quarter, and the days you chose last.",
        "Team",
        "list",
        _PAGES,
    ),
    Action(
        "period_before",
        ("left_square_bracket", "left"),
        "Period before",
        "The week, month or quarter before; of any days as many before.",
        "Team",
        "list",
        _PAGES,
    ),
    Action(
        "period_after",
        ("right_square_bracket", "right"),
        "Period after",
        "The next one, up to the present one.",
        "Team",
        "list",
        _PAGES,
    ),
    Action(
        "period_dates",
        ("D",),
        "Any days",
        "From a day to a day: 3/11 20/11, November, Q3, 2026-W45.",
        "Team",
        "list",
        _PAGES,
    ),
)
"""Shared by the table and the page of one rep."""
