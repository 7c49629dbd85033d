"""The one registry of actions: bindings, footer, `?` and `repcockpit keys` are made from it.

Pure Python, so that the command line can print the keys without importing Textual.
"""

from typing import NamedTuple

ATTEMPT_LETTERS = {"n": "no answer", "v": "voicemail", "b": "busy", "w": "wrong number"}


class Action(NamedTuple):
    """Something a person can do.

    `keys` are Textual key names, the first is the one shown; a key of two parts (`a n`) is typed one
    after the other. `target` says what it acts on: row (the line under the cursor), list, book or app.
    `verb` is the word in the footer, `rank` its place there (0: not in the footer).
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    group: str
    target: str
    verb: str = ""
    rank: int = 0


ACTIONS: tuple[Action, ...] = (
    Action(
        "log",
        ("l",),
        "Log a call, visit or mail",
        "One line: who, what, promise, request, idea, next step; the echo shows what will be saved.",
        "Work",
        "row",
        "log",
        1,
    ),
    Action(
        "attempt",
        ("a",),
        "Log an attempt",
        "A second letter says how it ended; the row moves down until its retry date.",
        "Work",
        "row",
        "attempt",
        2,
    ),
    Action(
        "attempt_n",
        ("a n",),
        "Attempt: no answer",
        "Nobody picked up; does not count as a contact.",
        "Work",
        "row",
    ),
    Action("attempt_v", ("a v",), "Attempt: voicemail", "A message was left on the machine.", "Work", "row"),
    Action("attempt_b", ("a b",), "Attempt: busy", "The line was busy.", "Work", "row"),
    Action("attempt_w", ("a w",), "Attempt: wrong number", "The number is not theirs.", "Work", "row"),
    Action(
        "why",
        ("w",),
        "Why is this here",
        "The sum, its parts, the rule that won, and the rows behind it.",
        "Look",
        "row",
        "why",
        3,
    ),
    Action(
        "filter",
        ("slash",),
        "Filter this list",
        "Typing narrows the list; the filter stays until esc.",
        "Look",
        "list",
        "filter",
        4,
    ),
    Action(
        "undo",
        ("u",),
        "Undo the last change",
        "Acts at once on what was written here in the last ten minutes, else asks.",
        "Work",
        "book",
        "undo",
        5,
    ),
    Action("redo", ("U",), "Redo what was undone", "Brings back what undo took away.", "Work", "book"),
    Action("copy", ("y",), "Copy the row", "Who, where and why, as one line of text.", "Look", "row"),
    Action(
        "copy_reach",
        ("Y",),
        "Copy the phone or e-mail",
        "The phone of this row; its e-mail where no phone is known.",
        "Look",
        "row",
    ),
    Action("refresh", ("f5",), "Read the day again", "The cursor stays on its row.", "Look", "list"),
    Action("down", ("j", "down"), "Next row", "Headings are skipped.", "Move", "list"),
    Action("up", ("k", "up"), "Row before", "Headings are skipped.", "Move", "list"),
    Action("top", ("g", "home"), "First row", "To the top of the list.", "Move", "list"),
    Action("bottom", ("G", "end"), "Last row", "To the end of the list.", "Move", "list"),
    Action("half_down", ("ctrl+d",), "Half a page down", "The cursor moves along.", "Move", "list"),
    Action("half_up", ("ctrl+u",), "Half a page up", "The cursor moves along.", "Move", "list"),
    Action("page_down", ("pagedown",), "A page down", "The cursor moves along.", "Move", "list"),
    Action("page_up", ("pageup",), "A page up", "The cursor moves along.", "Move", "list"),
    Action(
        "back", ("escape",), "Back", "Clears the filter, closes a dialog, leaves a field.", "Move", "list"
    ),
    Action(
        "help",
        ("question_mark",),
        "What you can do now",
        "Lists the actions, typing filters, enter runs one.",
        "Program",
        "app",
        "help",
        6,
    ),
    Action("quit", ("q",), "Quit", "Everything is saved already.", "Program", "app"),
)

_SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "f5": "F5",
}


def action(id: str) -> Action:
    """The action of that id. Raises KeyError for an unknown one."""
    for each in ACTIONS:
        if each.id == id:
            return each
    raise KeyError(id)


def shown_key(key: str) -> str:
    """A key as it is written on screen and in the table of keys."""
    return _SHOWN.get(key, key)


def footer_actions() -> tuple[Action, ...]:
    """The actions of the footer, ordered by use; help is last."""
    return tuple(sorted((each for each in ACTIONS if each.rank), key=lambda each: each.rank))


def key_conflicts() -> dict[str, tuple[str, ...]]:
    """Keys that start more than one action, with the ids of those."""
    used: dict[str, list[str]] = {}
    for each in ACTIONS:
        for key in each.keys:
            used.setdefault(key, []).append(each.id)
    return {key: tuple(ids) for key, ids in used.items() if len(ids) > 1}
