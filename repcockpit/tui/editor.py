"""A long text in the editor of one's own: step aside, run it, come back with what was written."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import SuspendNotSupported

if TYPE_CHECKING:
    from textual.app import App

_FALLBACKS = ("nano", "vim", "vi", "notepad.exe") if os.name == "nt" else ("nano", "vim", "vi")
AT_ONCE_SECONDS = 0.7
"""An editor that is back sooner, with nothing written, has most likely opened a window of its own."""
_NONE = "no editor: set EDITOR, such as EDITOR=nano"


class Edited(NamedTuple):
    """The text after the editor, and why it is still the old one (blank: it is what was written)."""

    text: str
    problem: str = ""


def editor_command() -> list[str]:
    """The words that start the editor: $VISUAL, $EDITOR, else one that is there; none where nothing is."""
    for name in ("VISUAL", "EDITOR"):
        if said := os.environ.get(name, "").strip():
            try:
                return shlex.split(said, posix=os.name != "nt")
            except ValueError:
                return [said]
    return next(([one] for one in _FALLBACKS if shutil.which(one)), [])


def edit_text(app: "App[Any]", text: str) -> Edited:
    """Let a person write `text` in the editor; the terminal is the editor's until it ends.

    Whatever goes wrong, the old text is kept and the reason said.
    """
    command = editor_command()
    if not command or shutil.which(command[0]) is None:
        return Edited(text, f"{command[0]} is not there; {_NONE}" if command else _NONE)
    try:
        with app.suspend():
            edited = run_editor(command, text)
            _forget_keys()
    except SuspendNotSupported:
        return Edited(text, "this terminal cannot be lent to an editor")
    app.refresh(layout=True)
    app.screen.refresh(layout=True)
    return edited


def run_editor(command: list[str], text: str) -> Edited:
    """Run the editor on a file that only this person can read, and give what stands there afterwards."""
    try:
        handle, name = tempfile.mkstemp(prefix="repcockpit-", suffix=".txt", text=False)
    except OSError as problem:
        return Edited(text, f"no place for a file to edit: {problem.strerror}")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        return _run(command, path, text)
    except (OSError, UnicodeError) as problem:
        return Edited(text, f"the editor did not work: {type(problem).__name__}")
    finally:
        with suppress(OSError):
            path.unlink()


def _run(command: list[str], path: Path, text: str) -> Edited:
    begun, before = time.monotonic(), path.stat().st_mtime_ns
    ended = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 -- the person's own editor
    took = time.monotonic() - begun
    if ended:
        return Edited(text, f"{command[0]} ended with {ended}; the text is as it was")
    if path.stat().st_mtime_ns == before and took < AT_ONCE_SECONDS:
        return Edited(
            text, f"{command[0]} came back at once; give it the switch that waits, such as code --wait"
        )
    written = path.read_text("utf-8")
    return Edited(written.removesuffix("\n") if not text.endswith("\n") else written)


def _forget_keys() -> None:
    """Drop what the editor's terminal still sends: answers to its questions would be typed into the form."""
    if os.name == "nt":
        return
    import termios  # noqa: PLC0415 -- not on Windows

    with suppress(OSError, ValueError, termios.error):
        termios.tcflush(sys.__stdin__.fileno() if sys.__stdin__ else 0, termios.TCIFLUSH)
