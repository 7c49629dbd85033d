"""Copying: this machine's own tool first, the terminal's clipboard (OSC 52) over ssh or without a tool."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

_TOOLS = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
)


def _tools() -> tuple[tuple[str, ...], ...]:
    if sys.platform == "darwin":
        return (("pbcopy",),)
    if sys.platform == "win32":
        return (("clip",),)
    if os.environ.get("WAYLAND_DISPLAY"):
        return _TOOLS
    return _TOOLS[1:] if os.environ.get("DISPLAY") else ()


def copy(text: str, by_terminal: Callable[[str], None]) -> str:
    """Copy `text` and say which way it went."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    is_remote = bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))
    for command in () if is_remote else _tools():
        program = shutil.which(command[0])
        if program and _given(program, command[1:], text):
            return f"Copied by {command[0]}"
    by_terminal(text)
    return "Sent to the terminal's clipboard"


def _given(program: str, arguments: tuple[str, ...], text: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed list of programs, text on standard input
            [program, *arguments],
            input=text.encode("utf-8"),
            check=False,
            timeout=2,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
