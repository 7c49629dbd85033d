"""What is written down when the program breaks: where in the code, and on what machine; never a value.

Messages of exceptions, local variables, notes and the command's words hold names of customers: they stay out.
"""

import os
import platform
import shutil
import traceback
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath

from repcockpit import __version__

_LIBRARIES = ("textual", "rich", "sqlmodel", "msgspec")
_SWITCHES = (
    "TERM",
    "COLORTERM",
    "TERM_PROGRAM",
    "NO_COLOR",
    "TEXTUAL_COLOR_SYSTEM",
    "TEXTUAL_DISABLE_KITTY_KEY",
    "ESCDELAY",
)
_INSIDE = ("TMUX", "STY", "SSH_CONNECTION", "WSL_DISTRO_NAME")
_FRAMES = 60
_NAMES_OF_CODE = (ImportError, NameError)
"""Errors whose message can only hold names of the code."""


def report_text(error: BaseException, command: str = "") -> str:
    """The report of an error with its causes; `command` is the name of the command alone, without its words."""
    lines = [
        f"repcockpit {__version__} {command}".rstrip(),
        f"python {platform.python_version()} on {platform.platform()}",
    ]
    lines += [f"{name} {_version(name)}" for name in _LIBRARIES]
    lines.append(_terminal())
    for one in _chain(error):
        lines.append(f"\n{type(one).__module__}.{type(one).__qualname__}{_harmless(one)}")
        lines += _frames(one)
    return "\n".join(lines) + "\n"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _terminal() -> str:
    size = shutil.get_terminal_size((0, 0))
    said = [f"{name}={os.environ[name]}" for name in _SWITCHES if os.environ.get(name)]
    inside = [name.partition("_")[0].lower() for name in _INSIDE if os.environ.get(name)]
    return f"terminal {size.columns}x{size.lines} " + " ".join(
        [*said, *(f"inside {name}" for name in inside)]
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it; the errors of a group each for itself. An error is told once."""
    waiting, told = [error], set[int]()
    while waiting:
        one = waiting.pop(0)
        if id(one) in told:
            continue
        told.add(id(one))
        yield one
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
        before = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        if before is not None:
            waiting.append(before)


def _harmless(error: BaseException) -> str:
    return f": {error.args[0]}" if isinstance(error, _NAMES_OF_CODE) and error.args else ""


def _frames(error: BaseException) -> list[str]:
    """The places in the code; of an endless recursion the outermost and the innermost."""
    found = traceback.extract_tb(error.__traceback__)
    lines = [f"  {_place(one.filename)}:{one.lineno} in {one.name}: {one.line or ''}" for one in found]
    if len(lines) > _FRAMES:
        left_out = f"  ... {len(lines) - _FRAMES:,} more ..."
        lines = [*lines[: _FRAMES // 2], left_out, *lines[-_FRAMES // 2 :]]
    return lines


def _place(filename: str) -> str:
    """A file from its package on: what stands before names the person whose machine it is."""
    parts = PurePath(filename).parts
    for mark in ("site-packages", "dist-packages"):
        if mark in parts:
            return "/".join(parts[parts.index(mark) + 1 :])
    return "/".join(parts[parts.index("repcockpit") :]) if "repcockpit" in parts else "/".join(parts[-2:])
