from pathlib import Path

import pytest

CALM = 0.004


@pytest.fixture(autouse=True)
def _still_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own, a UTF-8 terminal in colour, no clipboard tools."""
    for name in ("NO_COLOR", "LC_ALL", "LC_CTYPE", "DISPLAY", "WAYLAND_DISPLAY", "SSH_TTY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("REPCOCKPIT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("repcockpit.tui.glyphs.needs_ascii", lambda setting="auto": setting == "ascii")
    # The pilot takes a process for idle that slept 20 ms and hardly worked; those are most of a test.
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", CALM)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", CALM / 2)
