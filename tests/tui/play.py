"""`python -m tests.tui.play [empty|quiet|many]`: the cockpit on invented data, to look at."""

import sys

from repcockpit.tui.app import run
from tests.tui.invented import FakeDesk, invented_day, silence

if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    day = invented_day()
    if what in {"empty", "quiet"}:
        day = invented_day((), is_empty=what == "empty", counts={})
    if what == "many":
        day = invented_day(
            tuple(silence(n, f"Person {n}", "Northglass", "A", "champion", n % 40) for n in range(100_000))
        )
    raise SystemExit(run(FakeDesk(day), demo=what == "demo"))
