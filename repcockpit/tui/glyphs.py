"""Glyphs mean state. Two sets, never mixed: Unicode (Windows Glyph List 4) and ASCII (look.md 3)."""

import os
import sys
from typing import NamedTuple


class Glyphs(NamedTuple):
    """One set of signs, each one cell wide."""

    is_ascii: bool
    clock: str
    late: str
    slip: str
    callback: str
    planned: str
    done: str
    refused: str
    hole: str
    settle: str
    calm: str
    unsent: str
    next: str
    cursor: str
    ellipsis: str
    missing: str
    hairline: str
    wall: str
    full: str
    empty: str
    corners: str
    dot: str


UNICODE = Glyphs(
    is_ascii=False,
    clock="▲",
    late="●",
    slip="○",
    callback="◄",
    planned="□",
    done="√",
    refused="×",
    hole="◊",
    settle="≠",
    calm="·",
    unsent="↑",
    next="→",
    cursor="▌",
    ellipsis="…",
    missing="–",
    hairline="─",
    wall="│",
    full="■",
    empty="·",
    corners="┌┐└┘",
    dot="·",
)
ASCII = Glyphs(
    is_ascii=True,
    clock="!",
    late="*",
    slip="o",
    callback="<",
    planned="+",
    done="v",
    refused="x",
    hole="?",
    settle="&",
    calm=".",
    unsent="^",
    next=">",
    cursor=">",
    ellipsis="~",
    missing="-",
    hairline="-",
    wall="|",
    full="#",
    empty=".",
    corners="++++",
    dot=".",
)


def needs_ascii(setting: str = "auto") -> bool:
    """True where the glyphs would not be one cell wide, or `setting` says `ascii`."""
    if setting in {"ascii", "unicode"}:
        return setting == "ascii"
    if os.environ.get("TERM", "") in {"linux", "dumb", "vt100", "vt220"}:
        return True
    encoding = (getattr(sys.__stdout__, "encoding", None) or "").lower().replace("-", "")
    if encoding and encoding != "utf8":
        return True
    # Python puts C.UTF-8 into LC_CTYPE where a locale is not installed: LANG still says what the terminal is.
    names = (
        [os.environ.get("LC_ALL")] if os.environ.get("LC_ALL") else map(os.environ.get, ("LC_CTYPE", "LANG"))
    )
    said = [name for name in names if name]
    if any(name[:2].lower() in {"zh", "ja", "ko"} for name in said):
        return True
    charset = said[0].partition(".")[2] if said else ""
    return bool(charset) and charset.split("@")[0].lower().replace("-", "") != "utf8"


def choose(setting: str = "auto") -> Glyphs:
    """The set for this terminal."""
    return ASCII if needs_ascii(setting) else UNICODE
