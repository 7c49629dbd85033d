"""The screens by name: the keys in the footer of each, and two sentences on what it is."""

FOOTERS: dict[str, tuple[tuple[str, str], ...]] = {
    "today": (
        ("log", "log"),
        ("attempt", "attempt"),
        ("why", "why"),
        ("filter", "filter"),
        ("undo", "undo"),
        ("help", "help"),
    ),
    "accounts": (
        ("open", "open"),
        ("log", "log"),
        ("filter", "filter"),
        ("views", "views"),
        ("tier", "tier"),
        ("help", "help"),
    ),
    "contacts": (
        ("open", "open"),
        ("log", "log"),
        ("attempt", "attempt"),
        ("filter", "filter"),
        ("views", "views"),
        ("help", "help"),
    ),
    "detail": (
        ("log", "log"),
        ("new", "new"),
        ("edit", "edit"),
        ("why", "why"),
        ("back", "back"),
        ("help", "help"),
    ),
    "qbrs": (
        ("select", "tick"),
        ("pack", "pack"),
        ("open", "next item"),
        ("why", "why"),
        ("filter", "filter"),
        ("help", "help"),
    ),
    "requests": (
        ("callback", "call-back"),
        ("open", "open"),
        ("request", "request"),
        ("why", "why"),
        ("filter", "filter"),
        ("help", "help"),
    ),
    "coverage": (
        ("chart", "org chart"),
        ("role", "role"),
        ("log", "log"),
        ("why", "why"),
        ("filter", "filter"),
        ("help", "help"),
    ),
    "orgchart": (
        ("log", "log"),
        ("new", "new person"),
        ("role", "role"),
        ("left", "left"),
        ("why", "why"),
        ("help", "help"),
    ),
    "brief": (
        ("pack", "print"),
        ("log", "log"),
        ("all_well", "all well?"),
        ("request", "request"),
        ("back", "back"),
        ("help", "help"),
    ),
    "training": (
        ("open", "given or planned"),
        ("new", "new topic"),
        ("filter", "filter"),
        ("back", "back"),
        ("help", "help"),
    ),
    "news": (
        ("open", "open"),
        ("new", "new item"),
        ("select", "bring to"),
        ("filter", "filter"),
        ("back", "back"),
        ("help", "help"),
    ),
    "ideas": (
        ("done", "next state"),
        ("open", "open"),
        ("why", "why"),
        ("filter", "filter"),
        ("back", "back"),
        ("help", "help"),
    ),
    "scorecard": (
        ("open", "rows behind"),
        ("why", "why"),
        ("back", "back"),
        ("help", "help"),
    ),
    "welcome": (
        ("import", "bring a file"),
        ("new", "new account"),
        ("demo", "sample data"),
        ("help", "help"),
        ("quit", "quit"),
    ),
    "history": (
        ("open", "changes"),
        ("undo", "take back"),
        ("filter", "filter"),
        ("back", "back"),
        ("help", "help"),
    ),
    "bin": (
        ("open", "restore"),
        ("select", "choose"),
        ("filter", "filter"),
        ("undo", "undo"),
        ("back", "back"),
        ("help", "help"),
    ),
    "duplicates": (
        ("open", "compare"),
        ("filter", "filter"),
        ("undo", "undo"),
        ("back", "back"),
        ("help", "help"),
    ),
    "settings": (
        ("open", "change"),
        ("default", "default"),
        ("why", "what for"),
        ("filter", "filter"),
        ("back", "back"),
        ("help", "help"),
    ),
    "importing": (
        ("bring", "import"),
        ("open", "choose"),
        ("column", "map"),
        ("rejects", "save rejects"),
        ("back", "cancel"),
        ("help", "help"),
    ),
}
"""Per screen at most six actions with their verbs, ordered by use; help is last but for the welcome."""

ABOUT: dict[str, tuple[str, str]] = {
    "today": (
        "Today is one list: clocks and call-backs, appointments, then silence.",
        "Every line says why it is here. Do the top one first.",
    ),
    "accounts": (
        "Every account, yours first; prospects stand by themselves.",
        "Type / to narrow: words, tier:a, silent>60, is:overdue.",
    ),
    "contacts": (
        "Everybody you know, with how long they have been silent.",
        "Type / to narrow: words, role:champion, is:never.",
    ),
    "detail": (
        "All about one customer: the seven activities, people, what happened.",
        "Keys act on the row under the cursor; enter opens it.",
    ),
    "qbrs": (
        "Business reviews in sight: late and at risk first, then by date.",
        "tab goes to what this one needs; an open must keeps it below 60.",
    ),
    "requests": (
        "What customers asked for: running, waiting, to call back, closed.",
        "Solved is not closed: the call-back asks whether it works.",
    ),
    "coverage": (
        "How broadly we are known at each customer, most flags first.",
        "An account counts once somebody confirmed a role there: R.",
    ),
    "orgchart": (
        "Who reports to whom, and how well we know them.",
        "(unknown) is a seat: somebody holds it, and we do not know who.",
    ),
    "brief": (
        "What to know before the meeting, on one screen.",
        "It ends with three things to ask; p writes it to a file.",
    ),
    "training": (
        "Who was trained in what, and until when it holds.",
        "left and right choose the topic; enter plans it, h: given today.",
    ),
    "news": (
        "What can be brought to customers, and who has it already.",
        "Nothing is brought twice, unless you say so.",
    ),
    "ideas": (
        "What customers proposed, and what became of it.",
        "Done or declined, an idea stays open until the customer was told.",
    ),
    "scorecard": (
        "The seven activities, each with its value, its weight, its rows.",
        "What is unknown is left out and never counts as 0.",
    ),
    "welcome": ("The book is empty.", "Three ways to begin; nothing leaves this computer."),
    "history": ("What was changed, by whom and when.", "Any change can be taken back, also an import."),
    "bin": ("What was removed stays here.", "Enter gives it back, with everything that hung on it."),
    "duplicates": (
        "Pairs that may be one and the same.",
        "Nothing is merged until you say so, and u undoes it.",
    ),
    "settings": ("This machine's taste, and the numbers of the rules.", "What you change acts at once."),
    "importing": ("What the files hold, and what would be written.", "Nothing is written until you say so."),
}
"""Two sentences on what each screen is."""

TITLES: dict[str, dict[str, str]] = {
    "qbrs": {
        "select": "Tick the item",
        "open": "Meet the next open item",
        "new": "Agree on a date; once held, add an action",
        "moved": "Another date",
        "done": "It was held; then: the minutes went out",
        "snooze": "Skip this review",
        "remove": "Cancel the date",
        "edit": "Write its note",
        "next_section": "To the checklist and back",
    },
    "requests": {
        "open": "Take its next step",
        "done": "Solved: the call-back comes next",
        "new": "New special-need request",
    },
    "coverage": {"open": "Open the org chart"},
    "orgchart": {
        "open": "Open the person, or fill the empty seat",
        "new": "Add a person or an empty seat",
    },
    "brief": {"pack": "Write the brief to a file"},
    "training": {
        "open": "Plan it, or say when it was given",
        "done": "Given today",
        "new": "New topic",
        "edit": "Edit this training",
        "remove": "No longer planned",
    },
    "news": {
        "open": "Read the item",
        "select": "Bring it to somebody",
        "done": "Bring it to somebody",
        "new": "New item",
        "news": "For this customer, or for everybody",
    },
    "ideas": {
        "open": "Read the idea",
        "done": "Next state of the idea",
        "new": "New idea",
        "ideas": "Of this customer, or of all",
    },
    "scorecard": {
        "open": "Open the customer, or the rows behind",
        "scorecard": "Widen to the rep, then to the team",
    },
}
"""What an action is called on a screen where it does something of its own."""
