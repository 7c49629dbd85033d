"""Keys as people write them in the settings, and as the terminal reports them.

Pure Python, so that the command line can check a settings file without importing Textual.
"""

import unicodedata
from typing import NamedTuple


class Reading(NamedTuple):
    """A key as the registry names it, or why it cannot be one; `note` is a warning about one that can."""

    key: str = ""
    refusal: str = ""
    note: str = ""


_NAMED = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
    "bksp": "backspace",
    "spacebar": "space",
    "hyphen": "minus",
    "star": "asterisk",
}
_SIGNS = {
    "/": "slash",
    "\\": "backslash",
    "@": "at",
    "-": "minus",
    "+": "plus",
    "_": "underscore",
    " ": "space",
}
KNOWN = frozenset(
    {
        *("escape", "enter", "tab", "space", "backspace", "delete", "insert"),
        *("home", "end", "pageup", "pagedown", "up", "down", "left", "right"),
        *_SIGNS.values(),
        *(f"f{number}" for number in range(1, 25)),
    }
)
_MODIFIERS = {"ctrl": "ctrl", "control": "ctrl", "alt": "alt", "meta": "alt", "shift": "shift"}
_WITH_CTRL = frozenset("abcdefghijklmnopqrstuvwxyz") | {
    *(
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
        "delete",
        "backslash",
        "underscore",
    ),
    *("right_square_bracket", "left_square_bracket", *(f"f{number}" for number in range(1, 13))),
}
_NEVER_SENT = ("super", "cmd", "command", "win", "hyper")
_SAME_BYTE = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+j": "enter",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
}
_TAKEN = {
    "escape": "esc always leads back",
    "ctrl+c": "ctrl+c belongs to the terminal",
    "ctrl+q": "ctrl+q always quits",
    "ctrl+z": "ctrl+z would stop the program and leave the terminal raw",
}
_PREFIXES = {"ctrl+a": "screen", "ctrl+b": "tmux", "ctrl+s": "a terminal that stops its output"}


def read_key(text: str) -> Reading:
    """One key, or two of a chord with a blank between, as a person wrote it."""
    parts = text.split() or ([" "] if text else [])
    if not parts:
        return Reading(refusal="a key is missing")
    if len(parts) > 2:
        return Reading(refusal=f"{text!r} has more than two keys one after the other")
    found = [_read_one(part) for part in parts]
    refusal = next((one.refusal for one in found if one.refusal), "")
    if refusal:
        return Reading(refusal=refusal)
    note = next((one.note for one in found if one.note), "")
    return Reading(" ".join(one.key for one in found), note=note)


def _read_one(part: str) -> Reading:
    *before, last = [*part[:-1].split("+"), "+"] if part.endswith("+") else part.split("+")
    if part.startswith("^") and len(part) == 2:
        before, last = ["ctrl"], part[1]
    modifiers = set()
    for word in (one.lower() for one in before if one):
        if word in _NEVER_SENT:
            return Reading(refusal=f"no terminal sends {part!r}")
        if word not in _MODIFIERS:
            return Reading(refusal=f"{part!r} is no key")
        modifiers.add(_MODIFIERS[word])
    name = _named(last, is_cased=not modifiers - {"shift"})
    if not name:
        return Reading(refusal=f"{part!r} is no key")
    return _sendable(part, name, modifiers)


def _named(last: str, *, is_cased: bool) -> str:
    """The registry's name of a key without modifiers; empty where there is no such key."""
    if len(last) == 1:
        if last.isalnum():
            return last if is_cased else last.lower()
        return _SIGNS.get(last) or _sign_name(last)
    low = last.lower().replace("-", "_")
    low = _NAMED.get(low, low)
    if low in KNOWN:
        return low
    try:
        sign = unicodedata.lookup(low.replace("_", " "))
    except KeyError:
        return ""
    return low if not sign.isalnum() else ""


def _sign_name(sign: str) -> str:
    return (
        unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_") if sign.isprintable() else ""
    )


def _sendable(part: str, name: str, modifiers: set[str]) -> Reading:
    is_letter = len(name) == 1 and name.isalpha()
    if "shift" in modifiers and len(modifiers) == 1 and len(name) == 1:
        if not is_letter:
            return Reading(refusal=f"write the sign that {part!r} types")
        return Reading(name.upper())
    if "ctrl" in modifiers and (name not in _WITH_CTRL or ("shift" in modifiers and len(name) == 1)):
        return Reading(refusal=f"most terminals cannot send {part!r}")
    key = "+".join([*(one for one in ("alt", "ctrl", "shift") if one in modifiers), name])
    if key in _SAME_BYTE:
        return Reading(refusal=f"{part!r} arrives as {_SAME_BYTE[key]} in most terminals")
    if key in _TAKEN:
        return Reading(refusal=_TAKEN[key])
    note = f"{part!r} is a key of {_PREFIXES[key]}: it may not arrive" if key in _PREFIXES else ""
    return Reading(key, note=note)
