"""The actions of who leads, and of handing work to each other, as data."""

from repcockpit.tui.action import RECORDS, Action

MANAGING = (
    Action(
        "inbox",
        ("W",),
        "Inbox: what waits for an answer",
        "A QBR to skip, a tier the rules propose, a handover that is not ready; answered ones below.",
        "Team",
        "app",
    ),
    Action(
        "hand",
        ("F",),
        "Hand a task to a colleague",
        "A task with this row's account for one of us; their Today says who it is from.",
        "Team",
        "list",
        (*RECORDS, "team", "team_rep"),
    ),
    Action(
        "approve",
        ("plus",),
        "Approve",
        "What was asked for holds from now on; a note can be left, and u takes it back.",
        "Team",
        "row",
        ("inbox",),
    ),
    Action(
        "refuse",
        ("minus",),
        "Refuse",
        "Who asked finds a task that says so, with your note; u takes it back.",
        "Team",
        "row",
        ("inbox",),
    ),
)
"""Approving and refusing stand on the inbox alone."""
