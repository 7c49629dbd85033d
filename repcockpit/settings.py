"""This machine's taste: the settings file, read as one frozen value and written with its comments kept.

What belongs to the book (the numbers of the rule set, calendars) is in the database, what a screen remembers
is in the state folder; neither is here.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from repcockpit import paths
from repcockpit.domain.errors import CockpitError, InvalidValueError, RefusedError, UnreachableError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Choice(NamedTuple):
    """One setting: the values it can have, the first being the default, and what it does."""

    values: tuple[str, ...]
    meaning: str


CHOICES: Final[Mapping[str, Choice]] = MappingProxyType(
    {
        "theme": Choice(
            ("dark", "light", "high-contrast", "ansi", "auto"),
            "colours; ansi are the terminal's own, auto is light or dark as the terminal says",
        ),
        "glyphs": Choice(("auto", "unicode", "ascii"), "signs; auto is ascii where a terminal needs it"),
        "first_day_of_week": Choice(
            ("auto", *WEEKDAYS), "where a week begins; auto is as this machine's country has it"
        ),
        "date_order": Choice(
            ("auto", "dmy", "mdy", "ymd"), "how 12/9 is read; auto is as this machine's country writes"
        ),
        "language": Choice(
            ("auto", "en", "es", "de", "fr", "it", "pt", "nl"),
            "words for days beside English, like morgen or lunes; auto is this machine's",
        ),
        "sync_minutes": Choice(
            ("15", "1", "5", "30", "60", "0"),
            "how often the cockpit syncs by itself once it knows where to, in minutes; 0 is never",
        ),
    }
)
"""Every setting but `[keys]`."""

Keys = Mapping[str, tuple[str, ...]]
_NO_KEYS: Final[Keys] = MappingProxyType({})


class Settings(NamedTuple):
    """What the settings file says; each field is one of `CHOICES`, or its default.

    `keys` are the keys by action as they were written, not yet checked (`tui/keymap.py` does). `complaints`
    say, a sentence each, what in the file could not be used.
    """

    theme: str = "dark"
    glyphs: str = "auto"
    first_day_of_week: str = "auto"
    date_order: str = "auto"
    language: str = "auto"
    keys: Keys = _NO_KEYS
    complaints: tuple[str, ...] = ()
    sync_minutes: str = "15"

    @property
    def complaint(self) -> str:
        """The first complaint, and how many more there are; empty where there is none."""
        more = len(self.complaints) - 1
        return (self.complaints[0] if self.complaints else "") + (f" (and {more} more)" if more > 0 else "")


def read_settings(file: Path | None = None) -> Settings:
    """The settings file, or the defaults where there is none; what is wrong in it becomes a complaint."""
    try:
        raw = (file or paths.settings_file()).read_bytes()
    except FileNotFoundError:
        return Settings()
    except (OSError, CockpitError) as error:
        return Settings(complaints=(f"the settings file cannot be read: {error}",))
    import tomllib  # noqa: PLC0415 -- only where there is a file

    try:
        found = tomllib.loads(raw.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        return Settings(complaints=(f"the settings file is no TOML: {error}",))
    return _settings_of(found)


def _settings_of(found: dict[str, Any]) -> Settings:
    chosen: dict[str, Any] = {}
    complaints: list[str] = []
    for name, value in found.items():
        if name == "keys":
            chosen["keys"] = _keys_of(value, complaints)
        elif name not in CHOICES:
            complaints.append(f"settings: there is no {name!r}{nearest(name, (*CHOICES, 'keys'))}")
        elif not isinstance(value, bool | float) and str(value) in CHOICES[name].values:
            chosen[name] = str(value)  # a number may be written as one
        else:
            complaints.append(f"settings: {name} {value!r} is none of {', '.join(CHOICES[name].values)}")
    return Settings(**chosen, complaints=tuple(complaints))


def _keys_of(table: object, complaints: list[str]) -> Keys:
    if not isinstance(table, dict):
        complaints.append('settings: keys is a table: [keys], then lines like log = "l"')
        return _NO_KEYS
    kept: dict[str, tuple[str, ...]] = {}
    for action, value in table.items():
        keys = [value] if isinstance(value, str) else value
        if isinstance(keys, list) and all(isinstance(key, str) for key in keys):
            kept[action] = tuple(key for key in keys if key.strip() or key == " ")
        else:
            complaints.append(f'settings: keys.{action} is a key like "x" or a list like ["x", "f2"]')
    return MappingProxyType(kept)


def nearest(name: str, known: tuple[str, ...]) -> str:
    """`; did you mean 'theme'?` for the closest known name, or nothing."""
    import difflib  # noqa: PLC0415 -- only for a mistake

    found = difflib.get_close_matches(name.lower(), known, 1)
    return f"; did you mean {found[0]!r}?" if found else ""


def change_setting(name: str, value: str) -> Settings:
    """Write one setting and return all of them.

    Raises InvalidValueError for a name or value that does not exist, RefusedError where the file is no TOML,
    UnreachableError where it cannot be written.
    """
    choice = CHOICES.get(name)
    if choice is None:
        raise InvalidValueError(f"there is no setting {name!r}", f"settings: {', '.join(CHOICES)}")
    if value not in choice.values:
        raise InvalidValueError(f"{name} cannot be {value!r}", f"one of {', '.join(choice.values)}")
    document = _document()
    document[name] = value
    return _written(document)


def change_keys(action: str, keys: tuple[str, ...] | None) -> Settings:
    """Write the keys of one action (None: its default again) and return all settings; raises as `change_setting`."""
    import tomlkit  # noqa: PLC0415 -- 25 ms, only where the file is written

    document = _document()
    if not isinstance(document.get("keys"), dict):
        document["keys"] = tomlkit.table()
    table: Any = document["keys"]
    if keys is None:
        table.pop(action, None)
        if not table:
            del document["keys"]
    else:
        table[action] = keys[0] if len(keys) == 1 else list(keys)
    return _written(document)


def _document() -> "TOMLDocument":
    import tomlkit  # noqa: PLC0415 -- 25 ms, only where the file is written
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 -- the same

    file = paths.settings_file()
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        text = _first_text()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreachableError(f"the settings file cannot be read: {error}", str(file)) from None
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise RefusedError(
            f"the settings file is no TOML, so nothing is written to it: {error}",
            f"mend it, or move it away: {file}",
        ) from None


def _first_text() -> str:
    """What a new file says before its first setting: every setting that there is."""
    lines = [
        "# This machine's taste in repcockpit. The cockpit writes here (key ,) and keeps your comments.",
        "#",
    ]
    for name, choice in CHOICES.items():
        lines += [f"# {name}: {choice.meaning}", f"#   {', '.join(choice.values)}"]
    lines += ["# [keys] holds keys by action, as `repcockpit keys` names them:"]
    lines += ['#   log = "l", or several: log = ["l", "f9"], or one after the other: attempt_n = "a n"', ""]
    return "\n".join(lines) + "\n"


def _written(document: "TOMLDocument") -> Settings:
    import tomlkit  # noqa: PLC0415 -- as above

    # A settings file is often a link into a folder of dotfiles: what it leads to is replaced, not the link.
    file = Path(os.path.realpath(paths.settings_file()))
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(tomlkit.dumps(document), "utf-8")
        if file.exists():
            beside.chmod(file.stat().st_mode & 0o777)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UnreachableError(f"the settings cannot be kept: {error.strerror}", str(file)) from None
    return read_settings(file)
