"""Copying: this machine's own tool first, then tmux, then the terminal's clipboard (OSC 52); says which way it went.

Nothing answers an OSC 52, so that way is called "sent", never "copied".
"""

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from repcockpit.domain.errors import RefusedError

LIMIT = 74_994
"""Bytes that every terminal with OSC 52 takes: 100,000 characters of base64, xterm's limit."""
_SECONDS = 2


class _Tool(NamedTuple):
    command: tuple[str, ...]
    encoding: str = "utf-8"


_X11 = (_Tool(("xclip", "-selection", "clipboard")), _Tool(("xsel", "--clipboard", "--input")))


def _tools() -> tuple[_Tool, ...]:
    """The tools of this machine's desktop; none over ssh, where they would copy on the other machine."""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return ()
    if sys.platform == "darwin":
        return (_Tool(("pbcopy",)),)
    if sys.platform == "win32" or os.environ.get("WSL_DISTRO_NAME"):
        return (_Tool(("clip.exe",), "utf-16-le"),)
    wayland = (_Tool(("wl-copy",)),) if os.environ.get("WAYLAND_DISPLAY") else ()
    return wayland + (_X11 if os.environ.get("DISPLAY") else ())


def copy(text: str, by_terminal: Callable[[str], None], write: Callable[[str], None] | None = None) -> str:
    """Copy `text` and say which way it went.

    `by_terminal` sends a text as OSC 52; `write` hands the terminal raw characters, for a multiplexer that
    must be asked to pass them on. Raises RefusedError where there is no way, or the text is too long for it.
    """
    text = text.encode("utf-8", "replace").decode("utf-8")
    for tool in _tools():
        if _given(tool, text):
            return f"Copied by {tool.command[0].removesuffix('.exe')}"
    in_tmux = bool(os.environ.get("TMUX"))
    if in_tmux and _given(_Tool(("tmux", "load-buffer", "-w", "-")), text):
        return "Copied by tmux, which hands it to the terminal"
    _refuse_hopeless(text)
    wrapped = _passed_on(text, in_tmux=in_tmux)
    if wrapped and write is not None:
        write(wrapped)
        return f"Sent through {'tmux' if in_tmux else 'screen'} to the terminal's clipboard"
    by_terminal(text)
    return "Sent to the terminal's clipboard"


def copy_from(app: Any, text: str) -> str:
    """The same from the running cockpit."""
    driver = app._driver  # noqa: SLF001 -- Textual has no public way to write a sequence of one's own
    return copy(text, app.copy_to_clipboard, driver.write if driver is not None else None)


def _refuse_hopeless(text: str) -> None:
    if os.environ.get("TERM") in {"linux", "dumb"}:
        raise RefusedError(
            "this console has no clipboard", "`repcockpit show` prints the same to be selected"
        )
    size = len(text.encode("utf-8"))
    if size > LIMIT:
        raise RefusedError(
            f"{size:,} bytes are too many for the terminal's clipboard ({LIMIT:,})", "`x` exports to a file"
        )


def _passed_on(text: str, *, in_tmux: bool) -> str:
    """OSC 52 wrapped for the multiplexer around this terminal; empty where there is none."""
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode('utf-8')).decode('ascii')}\x07"
    if in_tmux:
        return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if os.environ.get("STY"):
        # screen passes on pieces of at most 768 bytes.
        pieces = [sequence[at : at + 700] for at in range(0, len(sequence), 700)]
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return ""


def _given(tool: _Tool, text: str) -> bool:
    program = shutil.which(tool.command[0])
    if program is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed list of programs, text on standard input
            [program, *tool.command[1:]],
            input=text.encode(tool.encoding),
            check=False,
            timeout=_SECONDS,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
