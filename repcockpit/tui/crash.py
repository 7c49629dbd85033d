"""The end of a broken cockpit: the report is written, and one sentence says where."""

import sys
from datetime import UTC, datetime

from repcockpit import paths
from repcockpit.domain.errors import CockpitError

EXIT_CODE = 70


def report(error: BaseException) -> int:
    """Write the report into the log folder, say so in one line, and return the exit code."""
    from repcockpit.services.crash_report import report_text  # noqa: PLC0415 -- packages' versions: 20 ms of a start

    name = f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
    try:
        folder = paths.log_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / name
        file.write_text(report_text(error), "utf-8", errors="replace")
        said = f"the cockpit stopped ({type(error).__name__}); nothing is lost. The report is {file}"
    except (OSError, CockpitError):
        said = f"the cockpit stopped ({type(error).__name__}); nothing is lost. No report could be written"
    sys.stderr.write(f"repcockpit: {said}\n")
    return EXIT_CODE
