"""Every command: its name, the module that runs it, and its line of help. Imports none of them."""

from typing import NamedTuple


class Command(NamedTuple):
    """One command of the contract; `module` is a module of repcockpit.cli."""

    name: str
    module: str
    help: str


def _family(module: str, *commands: tuple[str, str]) -> tuple[Command, ...]:
    return tuple(Command(name, module, meaning) for name, meaning in commands)


GROUPS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (
        "begin",
        (
            *_family(
                "cockpit",
                ("demo", "open the cockpit on a sample book, or write one"),
                ("init", "name the rep of this device"),
            ),
            *_family(
                "importing",
                (
                    "import",
                    "bring in exports: CRM, address book, org chart, tickets, surveys, deliveries, calendar",
                ),
            ),
        ),
    ),
    (
        "the day",
        (
            *_family("day", ("today", "whom to call now, and why"), ("overdue", "who and what is past due")),
            *_family("brief", ("brief", "what to know before meeting an account or a person")),
            *_family("log", ("log", "save one capture line, or `-` for lines from standard input")),
        ),
    ),
    (
        "lists, each with --filter --since --until --limit",
        _family(
            "lists",
            ("accounts", "customer organisations and prospects"),
            ("contacts", "people"),
            ("interactions", "what happened and what is planned"),
            ("requests", "special needs"),
            ("promises", "what was promised to customers"),
            ("tasks", "everything to do: tasks, promises, next steps, call-backs"),
            ("ideas", "ideas that customers gave"),
            ("trainings", "trainings given and planned"),
            ("infos", "industry information: the library, and what was brought to customers"),
            ("deals", "deals, as imported"),
            ("qbrs", "quarterly business reviews: due, planned, held"),
            ("reps", "our people"),
            ("approvals", "what a manager is asked for, and what was answered"),
        ),
    ),
    (
        "one thing",
        _family(
            "records",
            ("show", "show one thing"),
            ("add", "add one thing by FIELD=VALUE words"),
            ("set", "change one thing by FIELD=VALUE words"),
            ("remove", "move one thing to the bin"),
            ("bin", "list the bin, or take a thing out of it"),
            ("done", "tick a task"),
            ("snooze", "hide an account, contact or task from Today until a day"),
            ("search", "find text in names and notes"),
        )
        + _family(
            "coverage",
            ("coverage", "how broadly you are known at your customers: seats, threads, flags"),
            ("confirm", "confirm somebody's buying role and support as of today"),
        )
        + _family(
            "chart", ("left", "somebody left the company: history kept, seat open, tasks to find who follows")
        )
        + _family(
            "scores", ("scorecard", "the seven activities of an account, a rep or the team, part by part")
        )
        + _family("reviews", ("qbr", "propose, schedule, prepare, hold and follow up a QBR; write its pack"))
        + _family("requests", ("request", "open a special-need request, take its steps, log its call-back"))
        + _family(
            "importing",
            ("duplicates", "list accounts and people that may be one"),
            ("merge", "merge one account or person into another"),
        ),
    ),
    (
        "what was written",
        _family(
            "history",
            ("history", "list the transactions, or what happened to one record"),
            ("undo", "take back your last transaction, or one you name"),
            ("redo", "bring back what the last undo took away"),
        )
        + _family("conflicts", ("conflicts", "list what several people wrote at once, or settle one")),
    ),
    (
        "the team",
        _family("team", ("team", "a row for each of us over a week or any range, A to Z"))
        + _family(
            "sync",
            (
                "sync",
                "exchange changes with the team through one file or folder; `sync status`, `sync doctor`",
            ),
            ("join", "bring this book into a team"),
        )
        + _family(
            "approvals",
            ("approve", "say yes to what a manager is asked for"),
            ("refuse", "say no to it; who asked is told"),
        )
        + _family("handover", ("handover", "hand accounts to another rep, lend them, or rehearse who leaves"))
        + _family(
            "packs", ("packs", "write the paper for a 1:1 with a rep: the seven activities with their rows")
        ),
    ),
    (
        "data and machine",
        _family(
            "exporting",
            ("export", "write the book or a part of it as json or csv, the agenda for a calendar"),
        )
        + _family(
            "care",
            ("backup", "copy the database"),
            ("restore", "bring a backup back; what was there is kept"),
            ("doctor", "look at the machine and the whole database"),
        )
        + _family(
            "erasing",
            ("erase", "erase a person for good, on every device of the team"),
        )
        + _family(
            "machine",
            ("paths", "print where the files are"),
            ("keys", "print every key of the cockpit"),
            ("completion", "print the completion script of a shell"),
            ("licences", "list what the program is made of, and under which licences"),
        )
        + _family(
            "leaving",
            ("uninstall", "offer an export, print what stays and how the program is removed"),
        ),
    ),
)


def command_named(name: str) -> Command | None:
    """The command of that name, None where there is none."""
    return next((one for _, commands in GROUPS for one in commands if one.name == name), None)


def all_commands() -> tuple[Command, ...]:
    """Every command, in the order of the help."""
    return tuple(one for _, commands in GROUPS for one in commands)
