"""The actions of syncing and of settling what was changed on two devices, as data."""

from repcockpit.tui.action import Action

SYNCING = (
    Action(
        "sync",
        ("S",),
        "Sync now",
        "With the file or folder of the team, beside the screen; shows who has what.",
        "Team",
        "app",
    ),
    Action(
        "conflicts",
        ("C",),
        "Conflicts",
        "What two people changed while apart: both values are kept, a person chooses.",
        "Team",
        "app",
    ),
    Action(
        "target",
        ("t",),
        "Another file or folder",
        "Where the team syncs: one file for a few devices, a folder for more.",
        "Team",
        "list",
        ("sync",),
    ),
    Action(
        "retire",
        ("d",),
        "Retire a lost device",
        "What it writes from here on is kept and not applied; the same key takes it back.",
        "Team",
        "list",
        ("sync",),
    ),
    Action(
        "value_before",
        ("left",),
        "Keep yours",
        "The value at the left; of more than two the one above.",
        "Team",
        "list",
        ("conflict",),
    ),
    Action(
        "value_after",
        ("right",),
        "Keep theirs",
        "The value at the right; of more than two the one below.",
        "Team",
        "list",
        ("conflict",),
    ),
    Action(
        "other_value",
        ("e",),
        "Type another value",
        "A third value for this line, checked as the form checks it.",
        "Team",
        "list",
        ("conflict",),
    ),
    Action(
        "settle",
        ("ctrl+s",),
        "Settle what is chosen",
        "Writes the chosen values; lines without a choice stay to be settled, and u takes it back.",
        "Team",
        "list",
        ("conflict",),
    ),
)
"""Beside the two that every screen has, those of the sync panel and of one conflict."""
