"""`doctor`: looks at versions, terminal, paths and the whole database, and says what is not well.

Changes nothing. Every check is asked alone, so that a damaged database still gets an answer.
"""

import os
import platform
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

from repcockpit import __version__
from repcockpit.clock import Clock, machine_zone
from repcockpit.domain.errors import CockpitError
from repcockpit.domain.versions import team_sentence
from repcockpit.domain.views.care import CheckView, DoctorView
from repcockpit.services.care import backups, days_since, paths_view
from repcockpit.services.cloud_folders import cloud_folder
from repcockpit.settings import read_settings
from repcockpit.store import checks
from repcockpit.store.database import meta_value, open_database
from repcockpit.store.migrations import SCHEMA
from repcockpit.store.reads import conflict_counts
from repcockpit.store.reads.erasing import notices
from repcockpit.store.reads.numbers import numbers_in_force
from repcockpit.store.reads.retention import people_due
from repcockpit.sync.merge.proof import differences
from repcockpit.sync.switch import encrypts, kept_keyring

_LIBRARIES = ("textual", "sqlmodel", "msgspec", "platformdirs", "holidays", "python-calamine")
_SWITCHES = (
    "TERM", "COLORTERM", "TERM_PROGRAM", "TMUX", "SSH_TTY", "NO_COLOR", "LANG", "LC_ALL", "ESCDELAY",
    "TEXTUAL_DISABLE_KITTY_KEY", "TEXTUAL_COLOR_SYSTEM",
)  # fmt: skip
_HELPFUL = ("NO_COLOR", "ESCDELAY", "TEXTUAL_DISABLE_KITTY_KEY", "TEXTUAL_COLOR_SYSTEM")
"""What a person may set where keys or colours come out wrong."""
_SHOWN = 5
_OLD_DAYS = 7
SERIOUS = frozenset({"database", "integrity", "schema", "references", "log", "derived", "search"})
"""The checks that a database must pass to be well."""
Verdict = tuple[bool, str]


def doctor(database: Path) -> DoctorView:
    """Look at this machine and at the database at `database`, which need not exist or be whole.

    The database checks read all of it: about a minute for two million interactions.
    """
    found = [CheckView(name, *verdict) for name, verdict in _machine(database)]
    found += database_checks(database)
    return DoctorView(str(database), all(one.ok for one in found), tuple(found))


def machine_checks(database: Path) -> tuple[CheckView, ...]:
    """What is known at once: versions, terminal, settings, files, backups, and how big the database is."""
    found = [CheckView(name, *verdict) for name, verdict in _machine(database)]
    size = f"{database.stat().st_size:,} bytes" if database.exists() else "not there yet"
    return (*found, CheckView("size", ok=True, detail=size))


def _machine(database: Path) -> Iterator[tuple[str, Verdict]]:
    held = []
    for name in _LIBRARIES:
        try:
            held.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            held.append(f"{name} missing")
    ours = f"repcockpit {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield "versions", (not any("missing" in one for one in held), ", ".join([ours, *held]))
    yield "system", (True, platform.platform())
    yield "terminal", _terminal()
    complaints = read_settings().complaints
    yield "settings", (not complaints, "; ".join(complaints) or "nothing to complain about")
    yield (
        "paths",
        (True, ", ".join(f"{key} {value}" for key, value in paths_view(database)._asdict().items() if value)),
    )
    yield "rights", _rights(database)
    found = cloud_folder(database)
    yield "folder", (found is None, found.sentence if found else "no cloud client copies it")
    yield "backups", _backups(database)


def _terminal() -> Verdict:
    size = shutil.get_terminal_size((0, 0))
    # The cockpit puts a writer of its own in place of sys.stdout: what the terminal has is the first one's.
    encoding = getattr(sys.__stdout__, "encoding", None) or "unknown"
    facts = [f"{name}={os.environ[name]}" for name in _SWITCHES if name in os.environ]
    free = [name for name in _HELPFUL if name not in os.environ]
    facts += [f"not set: {' '.join(free)}"] if free else []
    shown = f"{size.columns}x{size.lines}" if size.columns else "no terminal"
    is_readable = encoding.lower().replace("-", "") == "utf8"
    return is_readable, ", ".join([shown, f"encoding {encoding}", *facts])


def _rights(database: Path) -> Verdict:
    if os.name == "nt" or not database.exists():
        return True, "nothing to look at"
    wrong = []
    for path, allowed in ((database, 0o600), (database.parent, 0o700)):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & ~allowed:
            wrong.append(f"{path} is {mode:03o}, others may read it: chmod {allowed:o}")
    return not wrong, "; ".join(wrong) or "the file is 600, its folder 700"


def _backups(database: Path) -> Verdict:
    held = backups(database)
    if not held:
        return True, "none yet: `repcockpit backup` makes one"
    days = days_since(held[-1])
    return days <= _OLD_DAYS, f"{len(held)}, the newest {held[-1].path} ({days} days old)"


def database_checks(database: Path) -> Iterator[CheckView]:
    """What is asked of the database itself, one after the other; a damaged one gets an answer too."""
    try:
        db = open_database(database, create=False)
    except CockpitError as problem:
        yield CheckView("database", ok=False, detail=f"{problem.message}: {problem.hint}")
        return
    try:
        yield CheckView("database", ok=True, detail=_facts(db, database))
        for name, check in _QUESTIONS:
            yield _asked(name, check, db)
    finally:
        db.close()


def _facts(db: sqlite3.Connection, database: Path) -> str:
    kind = " (demo)" if meta_value(db, "is_demo") else ""
    return f"schema {SCHEMA}, {database.stat().st_size:,} bytes{kind}"


def _asked(name: str, check: Callable[[sqlite3.Connection], Verdict], db: sqlite3.Connection) -> CheckView:
    try:
        return CheckView(name, *check(db))
    except (sqlite3.Error, ValueError) as problem:
        return CheckView(name, ok=False, detail=f"could not be looked at: {problem}")


def _integrity(db: sqlite3.Connection) -> Verdict:
    started = time.monotonic()
    problems = checks.integrity_problems(db)
    return not problems, _listed(problems, f"whole, looked at in {time.monotonic() - started:.1f} s")


def _schema(db: sqlite3.Connection) -> Verdict:
    from repcockpit.store.declared import schema_differences  # noqa: PLC0415 -- imports SQLModel

    problems = list(schema_differences(db))
    return not problems, _listed(problems, "as declared")


def _references(db: sqlite3.Connection) -> Verdict:
    found = [
        f"{count:,} of {table}.{column} point to nothing"
        for table, column, count in checks.dangling_references(db)
    ]
    return not found, _listed(found, "every reference leads somewhere")


def _log(db: sqlite3.Connection) -> Verdict:
    ring = kept_keyring(db)
    if ring is None and encrypts(db):
        return False, "cannot be proved: the team's key is not on this device; sync with its passphrase"
    problems = differences(db, ring)
    found = [one for one, _ in zip(problems, range(_SHOWN + 1), strict=False)]
    return not found, _listed(found, "rebuilds every row exactly")


def _derived(db: sqlite3.Connection) -> Verdict:
    found = [f"{count:,} rows of {table} differ" for table, count in checks.derived_differences(db).items()]
    return not found, _listed(found, "last touches, due days and the like are as computed anew")


def _search(db: sqlite3.Connection) -> Verdict:
    gap = checks.search_index_gap(db)
    return (
        gap == 0,
        "holds every note" if gap == 0 else f"{abs(gap):,} notes {'lacking' if gap > 0 else 'too many'}",
    )


def _conflicts(db: sqlite3.Connection) -> Verdict:
    if not conflict_counts.is_shared(db):
        return True, "0, since nothing came from another device yet"
    count = conflict_counts.field_count(db) + len(conflict_counts.deleted_rows(db))
    return True, f"{count:,} to settle: `repcockpit conflicts`" if count else "nothing to settle"


def _team(db: sqlite3.Connection) -> Verdict:
    if not conflict_counts.is_shared(db):
        return True, "in no team yet, or nobody else was seen there"
    from repcockpit.services.syncing.versions import team_versions, update_advice  # noqa: PLC0415 -- loads the wire

    found = team_versions(db)
    return not found.is_behind, update_advice(found) or team_sentence(found)


def _retention(db: sqlite3.Connection) -> Verdict:
    months = numbers_in_force(db).retention_months
    if not months:
        return True, "nobody is due to be erased: setting retention.months is 0"
    due = people_due(db, months, Clock(machine_zone()).today())
    names = ", ".join(f"{one.name} ({one.why} {one.since})" for one in due)
    return not due, f"{len(due):,} due to be erased: {names}" if due else "nobody is due to be erased"


def _erased(db: sqlite3.Connection) -> Verdict:
    found = notices(db)
    if not found:
        return True, "nobody was erased"
    by = f", the last by {found[0].by}" if found[0].by else ""
    return True, f"{len(found):,} people{by}: {', '.join(str(one.name) for one in found)}"


def _listed(problems: list[str], well: str) -> str:
    if not problems:
        return well
    more = "; and more" if len(problems) > _SHOWN else ""
    return "; ".join(problems[:_SHOWN]) + more


_QUESTIONS: tuple[tuple[str, Callable[[sqlite3.Connection], Verdict]], ...] = (
    ("integrity", _integrity),
    ("schema", _schema),
    ("references", _references),
    ("log", _log),
    ("derived", _derived),
    ("search", _search),
    ("conflicts", _conflicts),
    ("team", _team),
    ("retention", _retention),
    ("erased", _erased),
)
