"""A full-screen program timed from outside, on a pseudo-terminal: first frame, and peak memory at its end."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]")
_ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b]11;?": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
}
"""What a program asks the terminal, and what a terminal says."""


class Terminal:
    """One run of a program; leaving the block kills it, then `peak_mib` is known."""

    def __init__(self, command: Sequence[str], columns: int = 120, rows: int = 40) -> None:
        self.peak_mib = 0.0
        self._seen = b""
        self._started = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.environ.pop("NO_COLOR", None)
            os.execvp(command[0], list(command))  # noqa: S606 -- our own command, no shell wanted
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.peak_mib = self._peak()
        os.kill(self._pid, signal.SIGKILL)
        os.close(self._fd)
        os.waitpid(self._pid, 0)

    def _peak(self) -> float:
        """The program's own high-water mark; `ru_maxrss` would count what this process held at the fork."""
        for line in Path(f"/proc/{self._pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def first_frame(self, *tokens: str, limit: float = 60) -> float:
        """Milliseconds from the start until one of `tokens` is on the screen. Raises TimeoutError with what was."""
        while time.perf_counter() - self._started < limit:
            burst = self._burst(0.01)
            if burst is None:
                break
            self._seen += burst
            shown = _ESCAPES.sub(b"", self._seen)
            if any(token.encode() in shown for token in tokens):
                return (time.perf_counter() - self._started) * 1e3
        raise TimeoutError(f"{tokens[0]!r} was never shown, only {_ESCAPES.sub(b'', self._seen)[-300:]!r}")

    def key(self, key: str, quiet: float = 0.05, limit: float = 20) -> float | None:
        """Milliseconds from a key to the last byte of the painting that follows; None where nothing was painted."""
        pressed = time.perf_counter()
        os.write(self._fd, key.encode())
        last = None
        while time.perf_counter() - pressed < limit and self._burst(quiet if last else 1.0):
            last = time.perf_counter()
        return (last - pressed) * 1e3 if last else None

    def last_paint(self, quiet: float, limit: float = 120) -> float:
        """Milliseconds from the start to the last byte before `quiet` seconds of silence."""
        last = time.perf_counter()
        while time.perf_counter() - self._started < limit and self._burst(quiet):
            last = time.perf_counter()
        return (last - self._started) * 1e3

    def pressed(self, key: str, tokens: Sequence[str], quiet: float, limit: float = 120) -> list[float]:
        """Milliseconds from a key until each of `tokens` is shown, and to the last byte before silence after them.

        Raises TimeoutError where one is not shown within `limit` seconds.
        """
        pressed = last = time.perf_counter()
        os.write(self._fd, key.encode())
        seen, found = b"", dict[str, float]()
        while len(found) < len(tokens) or last - pressed < limit:
            burst = self._burst(quiet if len(found) == len(tokens) else limit)
            if not burst:
                break
            last = time.perf_counter()
            seen += burst
            shown = _ESCAPES.sub(b"", seen)
            for token in tokens:
                if token not in found and token.encode() in shown:
                    found[token] = (last - pressed) * 1e3
        if len(found) < len(tokens):
            raise TimeoutError(
                f"of {tokens} were shown: {list(found)}, the end: {_ESCAPES.sub(b'', seen)[-300:]!r}"
            )
        return [*(found[token] for token in tokens), (last - pressed) * 1e3]

    def resident_mib(self) -> float:
        """What the program holds in memory now."""
        for line in Path(f"/proc/{self._pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def type(self, keys: str, quiet: float = 0.3, limit: float = 20) -> None:
        """Press keys and wait until the screen has been quiet for `quiet` seconds."""
        os.write(self._fd, keys.encode())
        end = time.perf_counter() + limit
        while time.perf_counter() < end and self._burst(quiet):
            pass

    def _burst(self, timeout: float) -> bytes | None:
        """Some output, nothing after `timeout` seconds of silence, None at the end."""
        if not select.select([self._fd], [], [], timeout)[0]:
            return b""
        try:
            burst = os.read(self._fd, 1 << 16)
        except OSError:
            return None
        for question, answer in _ANSWERS.items():
            if question in burst:
                os.write(self._fd, answer)
        return burst or None
