"""Where files live: data, settings, state and logs.

`REPCOCKPIT_HOME` moves all four under one folder; `XDG_*` is honoured on every platform; otherwise the
platform's own folders (platformdirs).
"""

import os
from pathlib import Path

from repcockpit.domain.errors import UnreachableError

_XDG = {
    "data": "XDG_DATA_HOME",
    "config": "XDG_CONFIG_HOME",
    "state": "XDG_STATE_HOME",
    "log": "XDG_STATE_HOME",
}


def _folder(role: str) -> Path:
    home = os.environ.get("REPCOCKPIT_HOME")
    if home:
        return Path(home).expanduser() / role
    base = os.environ.get(_XDG[role])
    if base and Path(base).is_absolute():
        return Path(base) / "repcockpit" / ("log" if role == "log" else "")
    try:
        import platformdirs  # noqa: PLC0415 -- 40 ms, and not needed where a folder is given

        return Path(getattr(platformdirs, f"user_{role}_dir")("repcockpit", appauthor=False))
    except (RuntimeError, KeyError):
        raise UnreachableError(
            "there is no home folder to keep the data in",
            "set REPCOCKPIT_HOME to a folder you can write, or give --db PATH",
        ) from None


def data_folder() -> Path:
    """Where the database and its backups live."""
    return _folder("data")


def settings_file() -> Path:
    """This machine's taste: theme, keys, glyphs."""
    return _folder("config") / "settings.toml"


def state_folder() -> Path:
    """What the program remembers between runs and may lose."""
    return _folder("state")


def log_folder() -> Path:
    """Crash reports."""
    return _folder("log")


def database_file() -> Path:
    """The database that is used where neither --db nor REPCOCKPIT_DB names one."""
    named = os.environ.get("REPCOCKPIT_DB")
    return Path(named).expanduser() if named else data_folder() / "repcockpit.db"
