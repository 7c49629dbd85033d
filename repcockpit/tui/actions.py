"""The one registry of actions: bindings, footer, `?`, palette, `repcockpit keys` and the README are made from it.

Pure Python, so that the command line can print the keys without importing Textual.
"""

from collections.abc import Mapping

from repcockpit.tui.action import CATALOGS, DIGITS, LISTS, RECORDS, Action
from repcockpit.tui.action_list import ACTIONS
from repcockpit.tui.places import ABOUT, FOOTERS, TITLES

__all__ = [
    "ABOUT",
    "ACTIONS",
    "ATTEMPT_LETTERS",
    "CATALOGS",
    "DIGITS",
    "FOOTERS",
    "LISTS",
    "RECORDS",
    "Action",
    "action",
    "actions_at",
    "footer_of",
    "key_conflicts",
    "keys_of",
    "seconds_of",
    "shown_key",
]

ATTEMPT_LETTERS = {"n": "no answer", "v": "voicemail", "b": "busy", "w": "wrong number"}

_SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "comma": ",",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
_BY_ID = {each.id: each for each in ACTIONS}
Changed = Mapping[str, tuple[str, ...]]
"""The keys that this machine gives to some actions, by action id."""


def action(id: str) -> Action:
    """The action of that id. Raises KeyError for an unknown one."""
    return _BY_ID[id]


def keys_of(each: Action, changed: Changed | None = None) -> tuple[str, ...]:
    """The keys of an action on this machine."""
    return (changed or {}).get(each.id, each.keys)


def actions_at(place: str) -> tuple[Action, ...]:
    """The actions that a screen has, by the names they have there, those of its footer first."""
    known = {name: rank for rank, (name, _) in enumerate(FOOTERS[place])}
    titles = TITLES.get(place, {})
    found = (each for each in ACTIONS if not each.places or place in each.places)
    return tuple(
        each._replace(title=titles[each.id]) if each.id in titles else each
        for each in sorted(found, key=lambda each: known.get(each.id, len(known)))
    )


def seconds_of(key: str, place: str, changed: Changed | None = None) -> tuple[tuple[str, Action], ...]:
    """The second keys that may follow `key` on a screen, with their actions."""
    found = []
    for each in actions_at(place):
        for whole in keys_of(each, changed):
            first, _, second = whole.partition(" ")
            if second and first == key:
                found.append((second, each))
    return tuple(found)


def shown_key(key: str) -> str:
    """A key as it is written on screen and in the table of keys."""
    return " ".join(_SHOWN.get(part, part) for part in key.split(" "))


def footer_of(place: str) -> tuple[tuple[Action, str], ...]:
    """The actions of a screen's footer with their verbs, ordered by use."""
    return tuple((action(name), verb) for name, verb in FOOTERS[place])


def key_conflicts(changed: Changed | None = None) -> dict[str, tuple[str, ...]]:
    """Keys that start more than one action on one screen, with the ids of those.

    An action that only some screens have goes before one that every screen has.
    """
    found: dict[str, tuple[str, ...]] = {}
    for place in FOOTERS:
        used: dict[tuple[str, bool], list[str]] = {}
        for each in actions_at(place):
            for key in keys_of(each, changed):
                used.setdefault((key, bool(each.places)), []).append(each.id)
        found |= {key: tuple(ids) for (key, _), ids in used.items() if len(ids) > 1}
    return found
