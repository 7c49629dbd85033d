"""Three databases, real processes, one file: edits by commands, syncs, kill -9 at any moment.

    python -m tests.sync.processes SEED EDITS KILLS [FOLDER-FORM]

One process has imported everything and forks for each command; each is a process group of its own.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from tests.cli.forks import _become, _import_all

NAMES = ("Ana", "Bea", "Carl")
MEMORY = Path("/dev/shm")  # noqa: S108 -- quick, and gone with the machine
_AT_ONCE = 3


class Running(NamedTuple):
    """A command that runs: until when it may (None: to its end)."""

    pid: int
    device: str
    words: list[str]
    out: Path
    until: float | None


class Team:
    """Three devices, and what their programs have answered."""

    def __init__(self, seed: int, edits: int, kills: int, *, is_folder: bool) -> None:
        self.dice = random.Random(seed)
        self.edits, self.kills = edits, kills
        self.root = Path(tempfile.mkdtemp(prefix="repcockpit-team-", dir=MEMORY if MEMORY.is_dir() else None))
        (self.root / "share").mkdir()
        self.target = self.root / "share" / ("team.rcsync.d" if is_folder else "team.rcsync")
        self.running: list[Running] = []
        self.acknowledged: dict[str, list[str]] = {}
        self.ids: dict[str, list[str]] = {"account": [], "task": [], "contact": []}
        self.killed = self.count = self.done_edits = 0
        self.statuses: dict[int, int] = {}
        self.problems: list[str] = []

    def spawn(self, device: str, words: list[str], until: float | None = None) -> Running:
        """Begin a command."""
        self.count += 1
        folder = self.root / device
        folder.mkdir(exist_ok=True)
        streams = [str(folder / f"{self.count}.{name}") for name in ("in", "out", "err")]
        Path(streams[0]).touch()
        env = dict(os.environ) | {
            "REPCOCKPIT_HOME": str(folder),
            "REPCOCKPIT_DB": str(folder / "book.db"),
            "TZ": "UTC",
        }
        order = {"words": words, "env": env, "cwd": str(folder), "streams": streams}
        pid = os.fork()
        if pid == 0:
            os.setsid()
            _command(order)
        one = Running(pid, device, words, Path(streams[1]), until)
        self.running.append(one)
        return one

    def wait(self, *, at_most: int) -> None:
        """Until no more than so many run."""
        while len(self.running) > at_most:
            for one in list(self.running):
                if one.until is not None and time.monotonic() >= one.until:
                    self._kill(one)
                pid, status = os.waitpid(one.pid, os.WNOHANG)
                if pid:
                    self.running.remove(one)
                    self._ended(one, os.waitstatus_to_exitcode(status))
            time.sleep(0.0005)

    def _kill(self, one: Running) -> None:
        try:
            os.killpg(one.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def _ended(self, one: Running, status: int) -> None:
        self.statuses[status] = self.statuses.get(status, 0) + 1
        told = one.out.read_text() if one.out.exists() else ""  # killed before its first breath
        err = one.out.with_suffix(".err")
        if status == -signal.SIGKILL:
            self.killed += 1
        said = err.read_text() if err.exists() else ""
        if "Traceback" in said or status not in {0, 1, 2, 3, 4, 5, -signal.SIGKILL}:
            self.problems.append(f"{one.device} {one.words}: {status} {said[-1500:]}")
        if status == 0 and one.words[0] != "sync":
            self._acknowledge(one, told)
        for place in (one.out, err, one.out.with_suffix(".in")):
            place.unlink(missing_ok=True)

    def _acknowledge(self, one: Running, told: str) -> None:
        """What an edit has answered is promised."""
        try:
            said: dict[str, Any] = json.loads(told)
        except ValueError:
            self.problems.append(f"{one.device} {one.words}: exit 0 and no answer")
            return
        self.done_edits += 1
        for key in ("txn", "by_txn"):
            if said.get(key):
                self.acknowledged.setdefault(said[key], one.words)
        if one.words[0] == "add" and said.get("id"):
            self.ids[one.words[1]].append(said["id"])

    def edit(self) -> list[str]:
        """Words of some edit."""
        dice, number = self.dice, self.count
        kind = dice.choice(("account", "task", "contact"))
        if dice.random() < 0.2 or not self.ids[kind]:
            title = "title" if kind == "task" else "name"
            return ["add", kind, f"{title}={kind} {number}", "--json"]
        row = dice.choice(self.ids[kind][-30:])
        draw = dice.random()
        if draw < 0.1:
            return ["remove", kind, row, "--json"]
        if draw < 0.17:
            return ["bin", "restore", row, "--json"]
        if draw < 0.27:
            return [dice.choice(("undo", "undo", "redo")), "--json"]
        if draw < 0.35 and self.ids["account"]:
            return ["log", f"call account {dice.randrange(number + 1)}: spoke of {number}", "--json"]
        field = {
            "account": ("phone", "note", "city"),
            "task": ("note", "title"),
            "contact": ("phone", "note"),
        }
        return ["set", kind, row, f"{dice.choice(field[kind])}=v{number}", "--json"]

    def run(self) -> list[str]:
        """Everything; what went wrong."""
        for name in NAMES:
            self.spawn(name, ["init", "--rep", name, "--team", "Coast", "--json"])
            self.wait(at_most=0)
        while self.done_edits < self.edits * len(NAMES) or self.killed < self.kills:
            device = self.dice.choice(NAMES)
            is_sync = self.dice.random() < 0.18
            words = ["sync", str(self.target), "--json"] if is_sync else self.edit()
            dies = self.killed < self.kills and self.dice.random() < (0.5 if is_sync else 0.03)
            until = time.monotonic() + self.dice.random() * 0.12 if dies else None
            self.spawn(device, words, until)
            self.wait(at_most=_AT_ONCE - 1)
            if self.count > 30 * (self.edits * len(NAMES) + self.kills) + 200:
                self.problems.append("it does not come to an end")
                break
        self.wait(at_most=0)
        self.end()
        return self.problems

    def end(self) -> None:
        """All sync three times; then all are alike, and nothing that was answered is missing."""
        for _ in range(3):
            for name in NAMES:
                before = self.statuses.get(0, 0)
                self.spawn(name, ["sync", str(self.target), "--json"])
                self.wait(at_most=0)
                if self.statuses.get(0, 0) == before:
                    self.problems.append(f"{name}: a last sync failed")
        exports = {}
        for name in NAMES:
            out = self.root / f"{name}.json"
            self.spawn(name, ["export", "all", "--format", "json", "--out", str(out), "--json"])
            self.wait(at_most=0)
            exports[name] = out.read_bytes()
            db = sqlite3.connect(self.root / name / "book.db")
            held = {row[0].hex() for row in db.execute("select id from txn").fetchall()}
            db.close()
            lost = [words for txn, words in self.acknowledged.items() if txn not in held]
            if lost:
                self.problems.append(f"{name} lacks {len(lost)} acknowledged edits: {lost[:3]}")
        if len(set(exports.values())) != 1:
            self.problems.append("the exports differ")
        self.doctor()

    def doctor(self) -> None:
        """Rows are what frames and log tell."""
        from repcockpit.store.database import open_database  # noqa: PLC0415 -- after the forks
        from repcockpit.sync.merge.proof import differences  # noqa: PLC0415 -- the same

        for name in NAMES:
            db = open_database(self.root / name / "book.db", create=False)
            self.problems += [f"{name}: {one}" for one in differences(db)][:5]
            db.close()


def _command(order: dict[str, Any]) -> None:
    """Be the process until its end."""
    status = 1
    try:
        from repcockpit.cli.main import main as run  # noqa: PLC0415 -- imported before the fork

        _become(order)
        status = run()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 -- as the interpreter does at the end of a process
        import traceback  # noqa: PLC0415 -- a failure

        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def main(words: list[str]) -> int:
    """Run a team and say how it went; the exit status."""
    seed, edits, kills = map(int, words[:3])
    _import_all()
    started = time.monotonic()
    team = Team(seed, edits, kills, is_folder=len(words) > 3)
    problems = team.run()
    sys.stdout.write(
        f"seed {seed}: {team.count} commands, {team.done_edits} edits answered, {len(team.acknowledged)} transactions,"
        f" {team.killed} killed, statuses {dict(sorted(team.statuses.items()))}, {time.monotonic() - started:.0f} s\n"
    )
    for one in problems[:20]:
        sys.stdout.write(f"PROBLEM {one}\n")
    if not problems:
        shutil.rmtree(team.root)
    else:
        sys.stdout.write(f"kept in {team.root}\n")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
