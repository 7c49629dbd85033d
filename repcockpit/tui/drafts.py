"""Lines begun and not saved, in the state folder: also there after the terminal died."""

import json
import os
from contextlib import suppress
from pathlib import Path

from repcockpit import paths
from repcockpit.domain.errors import CockpitError

KEPT = 20


class Drafts:
    """One line per row (`key`), the newest last; a file that cannot be read or written is as good as none."""

    def __init__(self, path: Path | None = None, name: str = "drafts.json") -> None:
        self._path, self._name = path, name
        self._lines: dict[str, str] = {}
        self._is_memory_alone = False

    def _file(self) -> Path | None:
        if self._path is None:
            try:
                self._path = paths.state_folder() / self._name
            except CockpitError:
                return None
        return self._path

    def _read(self) -> dict[str, str]:
        """What the file says now: another cockpit may have written since."""
        file = self._file()
        if file is None or self._is_memory_alone:
            return self._lines
        try:
            found = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            found = {}
        if isinstance(found, dict):
            self._lines = {str(key): str(line) for key, line in found.items()}
        return self._lines

    def of(self, key: str) -> str:
        """The draft of a row, or nothing."""
        return self._read().get(key, "")

    def newest(self) -> tuple[str, str] | None:
        """Key and line of the draft that was touched last."""
        return next(iter(self.newest_first()), None)

    def newest_first(self) -> list[tuple[str, str]]:
        """Key and line of every draft."""
        return list(reversed(self._read().items()))

    def keep(self, key: str, line: str) -> None:
        """Keep a line, or forget it where it is blank; the drafts of other cockpits stay."""
        lines = self._read()
        if lines.get(key, "") == line.strip() and line.strip():
            return
        had = lines.pop(key, None)
        if line.strip():
            lines[key] = line.strip()
        elif had is None:
            return
        while len(lines) > KEPT:
            del lines[next(iter(lines))]
        self._write(lines)

    def _write(self, lines: dict[str, str]) -> None:
        file = self._file()
        if file is None:
            return
        beside = file.with_suffix(f".{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            beside.touch(mode=0o600)
            beside.write_text(json.dumps(lines, ensure_ascii=True), "utf-8")
            beside.replace(file)
            self._is_memory_alone = False
        except OSError:
            self._is_memory_alone = True
            with suppress(OSError):
                beside.unlink(missing_ok=True)
