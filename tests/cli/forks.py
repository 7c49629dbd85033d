"""Commands as processes without the price of a start: one that has imported everything forks for each.

A line of JSON on standard input asks for a command, a line on standard output says its exit status. The child has
the words, environment, folder and streams of a process of its own; only its imports were made before.
"""

import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

LIBRARIES = ("icalendar", "python_calamine", "holidays", "dateutil.rrule", "tomlkit", "zoneinfo")
LONGEST = 60
"""Seconds after which a child is ended."""


class Forks:
    """The process that forks, asked from a test."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.forks"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=Path(__file__).parents[2],
        )

    def run(self, words: list[str], given: str, folder: Path) -> tuple[str, str, int]:
        """Standard output, standard error and the exit status; `folder` holds the streams."""
        folder.mkdir(exist_ok=True)
        streams = [str(folder / name) for name in ("stdin", "stdout", "stderr")]
        Path(streams[0]).write_bytes(given.encode("utf-8", "surrogateescape"))
        order = {"words": words, "env": dict(os.environ), "cwd": str(Path.cwd()), "streams": streams}
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        answer = self._server.stdout.readline()
        said = [Path(name).read_bytes().decode() for name in streams[1:]]
        return said[0], said[1], int(answer)

    def close(self) -> None:
        """End it."""
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait(timeout=10)
        assert self._server.stdout is not None
        self._server.stdout.close()


def _import_all() -> None:
    import repcockpit  # noqa: PLC0415 -- only in the process that forks

    for each in pkgutil.walk_packages(repcockpit.__path__, "repcockpit."):
        if each.name.split(".")[1] not in {"tui", "__main__"}:
            importlib.import_module(each.name)
    for name in LIBRARIES:
        importlib.import_module(name)


def _stream(number: int, mode: str, **more: Any) -> io.TextIOWrapper:
    raw: Any = open(number, mode, closefd=False)  # noqa: SIM115 -- until the end of the process
    return io.TextIOWrapper(raw, encoding="utf-8", **more)


def _become(order: dict[str, Any]) -> None:
    """Take the folder, environment and streams of the process that was asked for."""
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    time.tzset()
    signal.alarm(LONGEST)
    for number, name in enumerate(order["streams"]):
        how = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        opened = os.open(name, how, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = _stream(0, "rb", errors="surrogateescape")
    sys.stdout = _stream(1, "wb")
    sys.stderr = _stream(2, "wb", errors="backslashreplace", line_buffering=True)
    sys.argv = ["repcockpit", *order["words"]]


def _command(main: Callable[[], int], order: dict[str, Any]) -> None:
    """Be the process until its end."""
    status = 1
    try:
        _become(order)
        status = main()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 -- as the interpreter does at the end of a process
        traceback.print_exc()
    finally:
        os._exit(status)


def _serve() -> None:
    _import_all()
    from repcockpit.cli.main import main  # noqa: PLC0415 -- after the others

    gc.collect()
    gc.freeze()  # or each child's first collection would copy the pages of everything imported
    for line in iter(sys.stdin.readline, ""):
        child = os.fork()
        if child == 0:
            _command(main, json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
