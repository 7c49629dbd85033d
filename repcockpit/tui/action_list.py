"""The actions themselves, as data: one line of meaning each. Who reads them goes through `actions`."""

from repcockpit.tui.action import CATALOGS, LISTS, OVER, PEOPLE, RECORDS, TEAM, Action
from repcockpit.tui.activity_actions import ACTIVITIES
from repcockpit.tui.managing_actions import MANAGING
from repcockpit.tui.sync_actions import SYNCING
from repcockpit.tui.team_actions import SPANS

WORK = (
    Action(
        "log",
        ("l",),
        "Log a call, visit or mail",
        "One line: who, what, promise, request, idea, next step; the echo shows what will be saved.",
        "Work",
        "row",
        (*PEOPLE, "brief", "welcome"),
    ),
    Action(
        "attempt",
        ("a",),
        "Log an attempt",
        "A second letter says how it ended; the row moves down until its retry date.",
        "Work",
        "row",
        (*PEOPLE, "brief"),
    ),
    Action(
        "attempt_n",
        ("a n",),
        "Attempt: no answer",
        "Nobody picked up; does not count as a contact.",
        "Work",
        "row",
        (*PEOPLE, "brief"),
    ),
    Action(
        "attempt_v",
        ("a v",),
        "Attempt: voicemail",
        "A message was left on the machine.",
        "Work",
        "row",
        (*PEOPLE, "brief"),
    ),
    Action("attempt_b", ("a b",), "Attempt: busy", "The line was busy.", "Work", "row", (*PEOPLE, "brief")),
    Action(
        "attempt_w",
        ("a w",),
        "Attempt: wrong number",
        "The number is not theirs.",
        "Work",
        "row",
        (*PEOPLE, "brief"),
    ),
    Action(
        "done",
        ("h",),
        "Held, done or kept",
        "An appointment, a task, a promise, a review; a training was given, news brought, an idea moved on.",
        "Work",
        "row",
        (*PEOPLE, *OVER),
    ),
    Action(
        "moved",
        ("m",),
        "Move to another day",
        "A new day for an appointment, a task, a promise or a review.",
        "Work",
        "row",
        RECORDS,
    ),
    Action(
        "snooze",
        ("z",),
        "Snooze",
        "Away until a day, with the reason; on QBRs: left out this time, with who approved it.",
        "Work",
        "row",
        PEOPLE,
    ),
    Action(
        "new",
        ("n",),
        "New",
        "What belongs on this screen; where several kinds do, it asks which.",
        "Work",
        "list",
        (*PEOPLE, *OVER, "welcome"),
    ),
    Action(
        "edit",
        ("e",),
        "Edit",
        "Every field of the record, checked as you type; of a review its note.",
        "Work",
        "row",
        (*PEOPLE, *OVER),
    ),
    Action(
        "remove",
        ("d",),
        "To the bin",
        "Nothing is lost: the bin gives it back. A review loses its date, a training its plan.",
        "Work",
        "row",
        (*PEOPLE, *OVER),
    ),
    Action(
        "tier", ("t",), "Set the tier", "A second letter: a, b, c, d, or 0 for none.", "Work", "row", RECORDS
    ),
    *(
        Action(
            f"tier_{letter}",
            (f"t {letter}",),
            f"Tier {letter.upper()}",
            f"Makes it {'an' if letter == 'a' else 'a'} {letter.upper()} account; its cadence follows.",
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
        (*PEOPLE, *OVER, *TEAM, "settings", "conflict", "inbox"),
    ),
    Action(
        "open",
        ("enter",),
        "Open",
        "The account, the person or the record of this row; of a request its steps, of a review what it needs.",
        "Look",
        "row",
    ),
    Action(
        "record_history",
        ("H",),
        "History of the record",
        "Who changed what and when; any change can be taken back.",
        "Look",
        "list",
        (*PEOPLE, *OVER, "conflicts", "conflict", "inbox"),
    ),
    Action(
        "filter",
        ("slash",),
        "Filter this list",
        "Typing narrows the list; the filter stays until esc.",
        "Look",
        "list",
        (*PEOPLE, *OVER, *TEAM, "history", "bin", "duplicates", "settings", "conflicts", "inbox"),
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
        "What you do next is done with all chosen rows; on QBRs it ticks an item, on News it brings.",
        "Look",
        "row",
        (*LISTS, "training", "news", "bin", "inbox"),
    ),
    Action(
        "select_all",
        ("asterisk",),
        "Choose all rows of the list",
        "All that the filter shows; once more lets go.",
        "Look",
        "list",
        (*LISTS, "training", "news", "bin", "inbox"),
    ),
    Action(
        "copy",
        ("y",),
        "Copy the row",
        "Who, where and why, as one line of text.",
        "Look",
        "row",
        (*PEOPLE, *OVER, *TEAM, "inbox"),
    ),
    Action(
        "copy_reach",
        ("Y",),
        "Copy the phone or e-mail",
        "The phone of this row; its e-mail where no phone is known.",
        "Look",
        "row",
        PEOPLE,
    ),
    Action(
        "export",
        ("x",),
        "Export what is on the screen",
        "The rows of this list as a CSV file, the filter applied.",
        "Look",
        "list",
        (*LISTS, "ideas", "orgchart", "team", "team_rep"),
    ),
    Action("refresh", ("ctrl+r",), "Read again", "The cursor stays on its row.", "Look", "list"),
)

GO = (
    Action("today", ("1", "f1"), "Go to Today", "Whom to call and why.", "Go", "app"),
    Action("accounts", ("2", "f2"), "Go to Accounts", "Mine, shared, prospects.", "Go", "app"),
    Action("contacts", ("3", "f3"), "Go to Contacts", "Everybody you know.", "Go", "app"),
    Action("qbrs", ("4", "f4"), "Go to QBRs", "Due, at risk, ready: the reviews in sight.", "Go", "app"),
    Action(
        "requests", ("5", "f5"), "Go to Requests", "Special needs with their clocks; call-backs.", "Go", "app"
    ),
    Action(
        "coverage", ("6", "f6"), "Go to Coverage", "Whom we know at each customer, and the gaps.", "Go", "app"
    ),
    Action("team", ("8", "f8"), "Go to Team", "Everybody's week, and where help is needed.", "Go", "app"),
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
        "CSV, Excel, vCard, JSON, calendars; shown before it is written.",
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

ACTIONS: tuple[Action, ...] = (*WORK, *ACTIVITIES, *LOOK, *GO, *MANAGING, *SYNCING, *SPANS, *MOVE, *PROGRAM)
