"""Where the deed of each action is: read when it is first run, so that the first frame does not wait for it."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

WHERE: dict[str, str] = {
    "log": "capturing:log",
    **{f"attempt_{letter}": f"capturing:attempt_{letter}" for letter in "nvbw"},
    "undo": "undoing:undo",
    "redo": "undoing:redo",
    "why": "looking:why",
    "copy": "looking:copy",
    "copy_reach": "looking:copy_reach",
    "open": "looking:open_row",
    "help": "looking:show_help",
    "palette": "looking:show_palette",
    "refresh": "looking:refresh",
    "today": "going:today",
    "accounts": "going:accounts",
    "contacts": "going:contacts",
    "qbrs": "going:qbrs",
    "requests": "going:requests",
    "coverage": "going:coverage",
    "team": "teaming:team",
    **{name: f"teaming:{name}" for name in ("period", "period_before", "period_after", "period_dates")},
    "request": "requesting:request",
    **{f"callback_{letter}": f"requesting:callback_{letter}" for letter in "wnu"},
    "brief": "briefing:brief",
    "all_well": "briefing:all_well",
    "pack": "reviewing:pack",
    "chart": "charting:chart",
    "left": "charting:left",
    "reports_to": "charting:move",
    "role": "charting:role",
    "support": "charting:support",
    "training": "learning:training",
    "news": "learning:news",
    "ideas": "learning:ideas",
    "topic_before": "learning:topic_before",
    "topic_after": "learning:topic_after",
    "next_state": "learning:next_state",
    "choose_state": "learning:choose_state",
    "scorecard": "scoring:scorecard",
    "duplicates": "going:duplicates",
    "bin": "going:bin_",
    "settings": "going:settings",
    "record_history": "going:record_history",
    "quit": "going:leave",
    "back": "going:back",
    "import": "bringing:import_files",
    "demo": "bringing:open_demo",
    "inbox": "approving:inbox",
    "handover": "handing:handover",
    "hand": "passing:hand",
    "approve": "approving:approve",
    "refuse": "approving:refuse",
    "sync": "syncing:sync",
    "target": "syncing:target",
    "retire": "syncing:retire",
    "conflicts": "conflicts:conflicts",
    "value_before": "conflicts:value_before",
    "value_after": "conflicts:value_after",
    "other_value": "conflicts:other_value",
    "settle": "conflicts:settle",
    "default": "settling:give_back",
    "bring": "importing:bring",
    "column": "importing:edit",
    "rejects": "importing:save_rejects",
    "done": "decisions:done",
    "moved": "decisions:moved",
    "snooze": "decisions:snooze",
    "remove": "decisions:remove",
    **{f"tier_{letter}": f"decisions:tier_{letter}" for letter in "abcd"},
    "tier_none": "decisions:tier_none",
    "tier_up": "decisions:tier_up",
    "tier_down": "decisions:tier_down",
    "owner": "decisions:owner",
    "fifteen": "calls:fifteen",
    "sweep": "calls:sweep",
    "new": "editing:new",
    "edit": "editing:edit",
    "export": "exporting:export",
    **{
        name: f"moving:{name}"
        for name in (
            "down",
            "up",
            "top",
            "bottom",
            "half_down",
            "half_up",
            "page_down",
            "page_up",
            "next_section",
            "previous_section",
            "select",
            "select_all",
            "filter",
            "sort",
            "views",
        )
    },
}
"""Action id -> module in this package : function of a screen. `attempt`, `callback` and `tier` only wait for a second key."""

Deed = Callable[[Any], object]


def deed_of(action_id: str) -> Deed:
    """The function that does it. Raises KeyError for an action without a deed."""
    module, _, name = WHERE[action_id].partition(":")
    found: Deed = getattr(import_module(f"repcockpit.tui.deeds.{module}"), name)
    return found
