"""This machine's taste, read from the settings file: theme and glyphs."""

import tomllib
from typing import NamedTuple

from repcockpit import paths
from repcockpit.domain.errors import CockpitError
from repcockpit.tui import theme


class Taste(NamedTuple):
    """`theme` is dark, light, high-contrast or ansi; `glyphs` is auto, unicode or ascii.

    `complaint` says in one sentence what in the file could not be used; empty where all could.
    """

    theme: str = "dark"
    glyphs: str = "auto"
    complaint: str = ""


def read_taste() -> Taste:
    """The settings file, or the defaults where there is none or a value is off."""
    try:
        with paths.settings_file().open("rb") as file:
            found = tomllib.load(file)
    except FileNotFoundError:
        return Taste()
    except (OSError, CockpitError) as error:
        return Taste(complaint=f"the settings file cannot be read: {error}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Taste(complaint=f"the settings file is no TOML: {error}")
    chosen_theme, glyphs = found.get("theme", "dark"), found.get("glyphs", "auto")
    complaint = ""
    if chosen_theme not in theme.NAMES:
        complaint = f"settings: theme {chosen_theme!r} is none of {', '.join(theme.NAMES)}"
        chosen_theme = "dark"
    if glyphs not in ("auto", "unicode", "ascii"):
        complaint = f"settings: glyphs {glyphs!r} is none of auto, unicode, ascii"
        glyphs = "auto"
    return Taste(chosen_theme, glyphs, complaint)
