"""The action that opens the handovers, as data; what is done there are actions that other screens have too."""

from repcockpit.tui.action import LISTS, Action

HANDING = (
    Action(
        "handover",
        ("K",),
        "Handover",
        "Accounts on their way to a colleague: what is missing, what only one of us knows; who leaves, who covers.",
        "Team",
        "list",
        (*LISTS, "detail", "team", "team_rep", "inbox"),
    ),
)
