"""The crash report: what a person can send without sending their customers."""

import platform
import sys
import traceback
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from repcockpit import __version__, paths
from repcockpit.domain.errors import CockpitError

EXIT_CODE = 70


def report_text(error: BaseException) -> str:
    """Type, places in the code, and versions; neither the message nor any value."""
    lines = [f"repcockpit {__version__}", f"python {platform.python_version()} on {platform.platform()}"]
    for name in ("textual", "rich"):
        try:
            lines.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lines.append(f"{name} not installed")
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"\n{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}: {frame.line or ''}")  # noqa: PERF401
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines) + "\n"


def report(error: BaseException) -> int:
    """Write the report into the log folder, say so in one line, and return the exit code."""
    name = f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
    try:
        folder = paths.log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / name
        file.write_text(report_text(error), "utf-8")
        said = f"the cockpit stopped ({type(error).__name__}); nothing is lost. The report is {file}"
    except (OSError, CockpitError):
        said = f"the cockpit stopped ({type(error).__name__}); nothing is lost. No report could be written"
    sys.stderr.write(f"repcockpit: {said}\n")
    return EXIT_CODE
