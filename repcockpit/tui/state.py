"""What the screens remember between two runs: one file per database in the state folder, which may be lost.

Dialogs and what was typed into them are not kept (lines begun are in `drafts`).
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from zlib import adler32, crc32

from repcockpit import paths
from repcockpit.domain.errors import CockpitError

KEPT_FILES = 20
_LONGEST = 2_000
_PREFIX = "screens-"


class PlaceState(NamedTuple):
    """One screen: its filter as typed, its order, its saved filter, the record under the cursor (32 hex), its pane."""

    filter: str = ""
    sort: str = ""
    view: str = ""
    record: str = ""
    is_pane_open: bool = True


class State:
    """The screens of one database; `screen` is the one that was open last, `choices` what was chosen last, by name.

    What cannot be read counts as not there, and what cannot be written is not kept: nothing is raised.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        found = _read(file)
        self._places = _places_of(found)
        self.screen = _text(found.get("screen"))
        self.choices = _choices_of(found)
        self._saved: dict[str, Any] = self._document()

    @classmethod
    def load(cls, database: Path | None) -> "State":
        """What was kept for a database; None (a sample book) keeps nothing."""
        if database is None:
            return cls(None)
        place = os.fsencode(os.path.realpath(database))
        name = f"{crc32(place):08x}{adler32(place):08x}"
        try:
            return cls(paths.state_folder() / f"{_PREFIX}{name}.json")
        except CockpitError:
            return cls(None)

    def of(self, place: str) -> PlaceState:
        """What was kept of a screen."""
        return self._places.get(place, PlaceState())

    def keep(self, place: str, state: PlaceState) -> None:
        """Remember a screen as it is now; written by `save`."""
        self._places[place] = state._replace(
            filter=state.filter[:_LONGEST], sort=state.sort[:_LONGEST], view=state.view[:_LONGEST]
        )

    def save(self) -> None:
        """Write what has changed since the last save; what another cockpit wrote meanwhile stays."""
        now = self._document()
        if self._file is None or now == self._saved:
            return
        merged = _merged(_read(self._file), self._saved, now)
        if _write(self._file, merged):
            self._saved = now

    def _document(self) -> dict[str, Any]:
        return {
            "screen": self.screen,
            "places": {place: state._asdict() for place, state in self._places.items()},
            "choices": dict(self.choices),
        }


def _read(file: Path | None) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8")) if file else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _places_of(found: dict[str, Any]) -> dict[str, PlaceState]:
    places = found.get("places")
    if not isinstance(places, dict):
        return {}
    return {name: _place_of(fields) for name, fields in places.items() if isinstance(fields, dict)}


def _place_of(fields: dict[str, Any]) -> PlaceState:
    """The fields that are of their kind; the others as if they had never been written."""
    defaults = PlaceState()._asdict()
    return PlaceState(**{
        name: fields[name] if isinstance(fields.get(name), type(default)) else default
        for name, default in defaults.items()
    })  # fmt: skip


def _choices_of(found: dict[str, Any]) -> dict[str, str]:
    choices = found.get("choices")
    return {name: _text(value) for name, value in choices.items()} if isinstance(choices, dict) else {}


def _text(value: object) -> str:
    return value[:_LONGEST] if isinstance(value, str) else ""


def _merged(there: dict[str, Any], before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """`there` with what this run changed: only screens and choices that differ from `before`."""
    merged = dict(there)
    if now["screen"] != before["screen"]:
        merged["screen"] = now["screen"]
    for part in ("places", "choices"):
        kept = there.get(part)
        fresh = {name: one for name, one in now[part].items() if before[part].get(name) != one}
        merged[part] = (kept if isinstance(kept, dict) else {}) | fresh
    return merged


def _write(file: Path, document: dict[str, Any]) -> bool:
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.touch(mode=0o600)
        beside.write_text(json.dumps(document), "utf-8")
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        return False
    _forget_oldest(file.parent)
    return True


def _forget_oldest(folder: Path) -> None:
    """Keep the files of the databases that were used last."""
    with suppress(OSError):
        held = sorted(folder.glob(f"{_PREFIX}*.json"), key=_age)
        for old in held[: max(0, len(held) - KEPT_FILES)]:
            old.unlink(missing_ok=True)


def _age(file: Path) -> float:
    return file.stat().st_mtime
