"""How the program came onto this machine, and the commands that update and remove it."""

import sys
from pathlib import Path
from typing import NamedTuple


class Installation(NamedTuple):
    """`by` is uv, pipx or pip; `place` the folder that the program lies in; `update` and `remove` are commands."""

    by: str
    place: str
    update: str
    remove: str


def installation(prefix: Path | None = None) -> Installation:
    """Told by the file that uv or pipx leaves in the folder of a tool; else it was pip."""
    place = prefix or Path(sys.prefix)
    if (place / "uv-receipt.toml").is_file():
        return Installation("uv", str(place), "uv tool upgrade repcockpit", "uv tool uninstall repcockpit")
    if (place / "pipx_metadata.json").is_file():
        return Installation("pipx", str(place), "pipx upgrade repcockpit", "pipx uninstall repcockpit")
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return Installation(
        "pip",
        str(place),
        f"{python} -m pip install --upgrade SOURCE (the wheel, folder or URL it came from)",
        f"{python} -m pip uninstall repcockpit",
    )
