"""The sets of real exports that lie beside the project, where they do."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2].parent / "shared" / "data"


def given(*parts: str) -> Path:
    """A file or folder of the given sets; the test is skipped where they are absent."""
    path = FOLDER.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the given sets are not here: {path}")
    return path
