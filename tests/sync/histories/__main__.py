"""Histories by command: `SEED` (with its story), `FIRST LAST`, `--off [NAME] [TRIES]` (each defence missing)."""

import os
import sys
import time

from tests.sync.histories.defences import OFF, switched_off
from tests.sync.histories.nature import installed
from tests.sync.histories.world import history, run_seed

_TRIES = 3_000
_ENOUGH = 20
_STRIDE = 500


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def one(seed: int) -> int:
    """One history with all that happened in it."""
    with history(seed) as world:
        bad = list(world.run())
        _say("\n".join(world.story))
    _say(f"seed {seed}: {'; '.join(bad) or 'all is well'}")
    return int(bool(bad))


def many(first: int, last: int) -> int:
    """Histories of these seeds; those that fail, and how many."""
    started, failed, seed = time.monotonic(), 0, first
    for seed in range(first, last + 1):
        if bad := run_seed(seed):
            failed += 1
            _say(f"seed {seed}: {'; '.join(bad)}")
        if failed > _ENOUGH:
            break
        if seed % _STRIDE == _STRIDE - 1:
            _say(f"seed {seed} reached after {time.monotonic() - started:.0f} s, {failed} failed")
    seconds = time.monotonic() - started
    _say(f"{seed - first + 1} histories, seeds {first} to {seed}: {failed} failed, {seconds:.0f} s")
    return int(failed > 0)


def without(name: str, tries: int) -> int:
    """The first seed at which the histories notice that a defence is missing."""
    with switched_off(name) as defence:
        for seed in range(tries):
            if bad := run_seed(seed, has_clones=defence.has_clones, has_replicas=defence.has_replicas):
                _say(f"off {name:26} seed {seed}: {'; '.join(bad)[:160]}")
                return 0
    _say(f"off {name:26} NO FAILURE in {tries} histories")
    return 1


def main(words: list[str]) -> int:
    """Run what was asked for; the exit status."""
    if os.environ.get("PYTHONHASHSEED") != "0":  # only then is a seed the same history twice
        again = [sys.executable, "-m", "tests.sync.histories", *words]
        os.execve(again[0], again, {**os.environ, "PYTHONHASHSEED": "0"})  # noqa: S606 -- itself
    with installed():
        if words[0] == "--off":
            names = [word for word in words[1:] if word in OFF] or list(OFF)
            tries = int(words[-1]) if words[-1].isdecimal() else _TRIES
            return max(without(name, tries) for name in names)
        if len(words) == 1:
            return one(int(words[0]))
        return many(int(words[0]), int(words[1]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
