"""The actions themselves, as data: one line of meaning each. Who reads them goes through `actions`."""

from typing import NamedTuple


class Action(NamedTuple):
    """Something a person can do.

    `keys` are Textual key names, the first is the one shown; a key of two parts (`a n`) is typed one
    after the other. `target` says what it acts on: row (the line under the cursor or the chosen ones),
    list, book or app. `places` are the screens that have it; empty: every screen.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    group: str
    target: str
    places: tuple[str, ...] = ()


LISTS = ("today", "accounts", "contacts")
"""The screens that a digit opens."""
RECORDS = (*LISTS, "detail")
"""The screens whose rows are records."""
CATALOGS = ("accounts", "contacts")

WORK = (
    Action(
        "log",
        ("l",),
        "Log a call, visit or mail",
        "One line: who, what, promise, request, idea, next step; the echo shows what will be saved.",
        "Work",
        "row",
        (*RECORDS, "welcome"),
    ),
    Action(
        "attempt",
        ("a",),
        "Log an attempt",
        "A second letter says how it ended; the row moves down until its retry date.",
        "Work",
        "row",
        RECORDS,
    ),
    Action(
        "attempt_n",
        ("a n",),
        "Attempt: no answer",
        "Nobody picked up; does not count as a contact.",
        "Work",
        "row",
        RECORDS,
    ),
    Action(
        "attempt_v",
        ("a v",),
        "Attempt: voicemail",
        "A message was left on the machine.",
        "Work",
        "row",
        RECORDS,
    ),
    Action("attempt_b", ("a b",), "Attempt: busy", "The line was busy.", "Work", "row", RECORDS),
    Action(
        "attempt_w", ("a w",), "Attempt: wrong number", "The number is not theirs.", "Work", "row", RECORDS
    ),
    Action(
        "done",
        ("h",),
        "Held, done or kept",
        "An appointment was held, a task is done, a promise is kept; a Set up question is answered yes.",
        "Work",
        "row",
        RECORDS,
    ),
    Action(
        "moved",
        ("m",),
        "Move to another day",
        "A new day for an appointment, a task or a promise.",
        "Work",
        "row",
        RECORDS,
    ),
    Action("snooze", ("z",), "Snooze", "Away until a day, with the reason.", "Work", "row", RECORDS),
    Action(
        "new",
        ("n",),
        "New",
        "An account, a person, a task: what belongs on this screen.",
        "Work",
        "list",
        (*RECORDS, "welcome"),
    ),
    Action("edit", ("e",), "Edit", "Every field of the record, checked as you type.", "Work", "row", RECORDS),
    Action("remove", ("d",), "To the bin", "Nothing is lost: the bin gives it back.", "Work", "row", RECORDS),
    Action(
        "tier", ("t",), "Set the tier", "A second letter: a, b, c, d, or 0 for none.", "Work", "row", RECORDS
    ),
    *(
        Action(
            f"tier_{letter}",
            (f"t {letter}",),
            f"Tier {letter.upper()}",
            f"Makes it a {letter.upper()} account; its cadence follows.",
            "Work",
            "row",
            RECORDS,
        )
        for letter in "abcd"
    ),
    Action("tier_none", ("t 0",), "No tier", "The rule decides again.", "Work", "row", RECORDS),
    Action("tier_up", ("plus",), "Tier up", "From C to B, from B to A.", "Work", "row", RECORDS),
    Action("tier_down", ("minus",), "Tier down", "From A to B, from B to C.", "Work", "row", RECORDS),
    Action("owner", ("O",), "Give to a colleague", "Another owner for these rows.", "Work", "row", RECORDS),
    Action(
        "undo",
        ("u",),
        "Undo the last change",
        "Acts at once on what was written here in the last ten minutes, else asks.",
        "Work",
        "book",
    ),
    Action("redo", ("U",), "Redo what was undone", "Brings back what undo took away.", "Work", "book"),
    Action(
        "fifteen",
        ("f",),
        "I have fifteen minutes",
        "At most five people who can be called now, with the number.",
        "Work",
        "book",
    ),
    Action(
        "sweep",
        ("E",),
        "End of day",
        "What was planned and is not logged: held, not held or moved, one key each.",
        "Work",
        "book",
    ),
)

LOOK = (
    Action(
        "why",
        ("w",),
        "Why is this here",
        "The sum, its parts, the rule that won, and the rows behind it.",
        "Look",
        "row",
        (*RECORDS, "settings"),
    ),
    Action("open", ("enter",), "Open", "The account, the person or the record of this row.", "Look", "row"),
    Action(
        "record_history",
        ("H",),
        "History of the record",
        "Who changed what and when; any change can be taken back.",
        "Look",
        "list",
        RECORDS,
    ),
    Action(
        "filter",
        ("slash",),
        "Filter this list",
        "Typing narrows the list; the filter stays until esc.",
        "Look",
        "list",
        (*RECORDS, "history", "bin", "duplicates", "settings"),
    ),
    Action("sort", ("s",), "Sort", "The next order of this list.", "Look", "list", CATALOGS),
    Action(
        "views",
        ("v",),
        "Saved filters",
        "With the number of rows of each; a filter of your own is saved here.",
        "Look",
        "list",
        CATALOGS,
    ),
    Action(
        "select",
        ("space",),
        "Choose the row",
        "What you do next is done with all chosen rows.",
        "Look",
        "row",
        (*LISTS, "bin"),
    ),
    Action(
        "select_all",
        ("asterisk",),
        "Choose all rows of the list",
        "All that the filter shows; once more lets go.",
        "Look",
        "list",
        (*LISTS, "bin"),
    ),
    Action(
        "copy", ("y",), "Copy the row", "Who, where and why, as one line of text.", "Look", "row", RECORDS
    ),
    Action(
        "copy_reach",
        ("Y",),
        "Copy the phone or e-mail",
        "The phone of this row; its e-mail where no phone is known.",
        "Look",
        "row",
        RECORDS,
    ),
    Action(
        "export",
        ("x",),
        "Export what is on the screen",
        "The rows of this list as a CSV file, the filter applied.",
        "Look",
        "list",
        LISTS,
    ),
    Action("refresh", ("f5",), "Read again", "The cursor stays on its row.", "Look", "list"),
)

GO = (
    Action("today", ("1", "f1"), "Go to Today", "Whom to call and why.", "Go", "app"),
    Action("accounts", ("2", "f2"), "Go to Accounts", "Mine, shared, prospects.", "Go", "app"),
    Action("contacts", ("3", "f3"), "Go to Contacts", "Everybody you know.", "Go", "app"),
    Action(
        "palette",
        ("ctrl+p",),
        "Find anything",
        "An action, an account or a person: type a part of the name.",
        "Go",
        "app",
    ),
    Action(
        "import",
        ("i",),
        "Bring in a file",
        "CSV, Excel, vCard, JSON; shown before it is written.",
        "Go",
        "app",
    ),
    Action(
        "duplicates", ("M",), "Find and merge duplicates", "Pairs that may be one, side by side.", "Go", "app"
    ),
    Action("bin", ("B",), "Open the bin", "What was removed, and back with it.", "Go", "app"),
    Action(
        "settings", ("comma",), "Settings", "Theme, keys, calendar, the numbers of the rules.", "Go", "app"
    ),
)

MOVE = (
    Action("down", ("j", "down"), "Next row", "Headings are skipped.", "Move", "list"),
    Action("up", ("k", "up"), "Row before", "Headings are skipped.", "Move", "list"),
    Action("top", ("g", "home"), "First row", "To the top of the list.", "Move", "list"),
    Action("bottom", ("G", "end"), "Last row", "To the end of the list.", "Move", "list"),
    Action("half_down", ("ctrl+d",), "Half a page down", "The cursor moves along.", "Move", "list"),
    Action("half_up", ("ctrl+u",), "Half a page up", "The cursor moves along.", "Move", "list"),
    Action("page_down", ("pagedown",), "A page down", "The cursor moves along.", "Move", "list"),
    Action("page_up", ("pageup",), "A page up", "The cursor moves along.", "Move", "list"),
    Action(
        "next_section", ("tab",), "Next section", "To the first row under the next heading.", "Move", "list"
    ),
    Action("previous_section", ("shift+tab",), "Section before", "To the heading above.", "Move", "list"),
    Action(
        "back",
        ("escape",),
        "Back",
        "Clears the filter, lets go of chosen rows, closes, goes back.",
        "Move",
        "list",
    ),
)

PROGRAM = (
    Action(
        "default",
        ("d",),
        "The default again",
        "Takes back what you set for this row; days away are taken back too.",
        "Program",
        "row",
        ("settings",),
    ),
    Action(
        "bring",
        ("ctrl+s",),
        "Import what is shown",
        "All files in one transaction; open decisions are asked first, and u takes it back.",
        "Program",
        "list",
        ("importing",),
    ),
    Action(
        "column",
        ("e",),
        "Choose what a column becomes",
        "A field, an extra, or nothing; on a file: what its rows are. Kept for the next file like it.",
        "Program",
        "row",
        ("importing",),
    ),
    Action(
        "rejects",
        ("x",),
        "Save the rejected rows",
        "Into a file beside the one they come from, with line and reason.",
        "Program",
        "list",
        ("importing",),
    ),
    Action(
        "demo",
        ("d",),
        "Look around with sample data",
        "A book of its own, marked DEMO; esc leads back to yours.",
        "Program",
        "app",
        ("welcome",),
    ),
    Action(
        "help",
        ("question_mark",),
        "What you can do now",
        "Lists the actions, typing filters, enter runs one.",
        "Program",
        "app",
    ),
    Action("quit", ("q",), "Quit", "Everything is saved already.", "Program", "app"),
)

ACTIONS: tuple[Action, ...] = (*WORK, *LOOK, *GO, *MOVE, *PROGRAM)
