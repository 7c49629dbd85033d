"""The bundle that goes with a question for help: what `doctor` found and the last crash; no record of the book."""

import json
import zipfile
from pathlib import Path
from typing import Any

from repcockpit import paths
from repcockpit.exchange.writers.output_file import replace_file

_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_bundle(findings: dict[str, Any], target: Path, *, force: bool = False) -> Path:
    """A zip of `findings` and, where there was one, the last crash report; the home folder is written `~`.

    Raises what `replace_file` raises: ExistsError, BadFileError, ReadOnlyError, DiskFullError.
    """
    texts = {"doctor.json": json.dumps(findings, ensure_ascii=False, indent=2)}
    for report in sorted(paths.log_folder().glob("crash*.txt")):
        texts[report.name] = report.read_text(encoding="utf-8", errors="replace")
    home = str(Path.home())
    with (
        replace_file(target, force=force) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle,
    ):
        for name, text in texts.items():
            bundle.writestr(zipfile.ZipInfo(name, _EPOCH), text.replace(home, "~"), zipfile.ZIP_DEFLATED)
    return target
