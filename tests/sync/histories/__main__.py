"""Histories by command: `SEED`, `FIRST LAST` (how many went wrong, by seed)."""

import os
import sys
import time

from tests.sync.histories.nature import installed
from tests.sync.histories.world import history


def main(words: list[str]) -> int:
    """Run what was asked for; the exit status."""
    if os.environ.get("PYTHONHASHSEED") != "0":  # a seed is the same history only then
        os.execve(sys.executable, [sys.executable, "-m", "tests.sync.histories", *words], {**os.environ, "PYTHONHASHSEED": "0"})  # fmt: skip  # noqa: S606
    first = int(words[0])
    last = int(words[1]) if len(words) > 1 else first
    started, failed = time.monotonic(), 0
    with installed():
        for seed in range(first, last + 1):
            with history(seed) as world:
                bad = list(world.run())
                if bad:
                    failed += 1
                    print(f"seed {seed}: {'; '.join(bad)}", flush=True)
                    if first == last:
                        print("\n".join(world.story))
                if failed > 20:
                    break
    print(f"{seed - first + 1} histories, seeds {first} to {seed}: {failed} failed, {time.monotonic() - started:.0f} s")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
