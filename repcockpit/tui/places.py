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
        "Today is one ranked list: clocks first, then silence, then plans.",
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
