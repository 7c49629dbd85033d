"""The bundle that goes with a question for help: what `doctor` found, counts and times, and the last crashes.

It holds no record of the book and no name: of what was found only the words of this program are told, of the team
and the sync only numbers.
"""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

from repcockpit import paths
from repcockpit.domain.views.care import CheckView, DoctorView
from repcockpit.exchange.writers.output_file import replace_file
from repcockpit.services.bundle_facts import facts

_EPOCH = (1980, 1, 1, 0, 0, 0)
_TOLD = frozenset({
    "versions", "system", "terminal", "integrity", "schema", "references", "log", "derived", "search", "conflicts", "size",
})  # fmt: skip
"""The checks whose details are versions, counts and names of tables; those of all others name people or folders."""
_TOLD_WHEN_WELL = frozenset({"database", "rights", "settings", "folder"})
_FAILED = "could not be looked at"
_LEFT_OUT = "left out: it may hold names"
_REPORT = re.compile(r"crash(-\d{8}-\d{6})?\.txt")


def write_bundle(view: DoctorView, target: Path, *, force: bool = False) -> Path:
    """A zip of what was found of `view.db`, of numbers about it, and of crash reports; the home folder is written `~`.

    Raises what `replace_file` raises: ExistsError, BadFileError, ReadOnlyError, DiskFullError.
    """
    texts = {
        "doctor.json": _json({"ok": view.ok, "checks": [_told(one) for one in view.checks]}),
        "facts.json": _json(facts(Path(view.db))),
    }
    for report in sorted(paths.log_folder().glob("crash*.txt")):
        if _REPORT.fullmatch(report.name):
            texts[report.name] = report.read_text(encoding="utf-8", errors="replace")
    home = str(Path.home())
    with (
        replace_file(target, force=force) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle,
    ):
        for name, text in texts.items():
            bundle.writestr(zipfile.ZipInfo(name, _EPOCH), text.replace(home, "~"), zipfile.ZIP_DEFLATED)
    return target


def _json(document: dict[str, Any]) -> str:
    return json.dumps({"schema_version": 1, **document}, ensure_ascii=False, indent=2)


def _told(one: CheckView) -> dict[str, Any]:
    is_told = one.name in _TOLD or (one.ok and one.name in _TOLD_WHEN_WELL)
    if one.detail.startswith(_FAILED):
        return {"name": one.name, "ok": one.ok, "detail": _FAILED}
    return {"name": one.name, "ok": one.ok, "detail": one.detail if is_told else _LEFT_OUT}
