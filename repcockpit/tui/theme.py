"""The colours of the cockpit as tokens, and the Textual themes made from them (look.md 2)."""

import os
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.settings import CHOICES

if TYPE_CHECKING:
    from textual.theme import Theme


class Tokens(NamedTuple):
    """One theme in our own words; colours are `#RRGGBB` or a terminal's own (`ansi_red`)."""

    name: str
    foreground: str
    muted: str
    accent: str
    late: str
    soon: str
    good: str
    chip: str
    chip_text: str
    background: str
    row: str
    panel: str
    rule: str
    is_dark: bool = True
    is_bold: bool = False
    is_ansi: bool = False


DARK = Tokens(
    "dark",
    foreground="#DCE3EA",
    muted="#98A4B2",
    accent="#74B0FF",
    late="#FA6C72",
    soon="#F9C855",
    good="#38DDB2",
    chip="#FA6C72",
    chip_text="#11151B",
    background="#11151B",
    row="#1E2836",
    panel="#171D26",
    rule="#3A4657",
)
LIGHT = Tokens(
    "light",
    foreground="#1A2028",
    muted="#535D69",
    accent="#0A57B0",
    late="#8E0F22",
    soon="#846108",
    good="#00714F",
    chip="#8E0F22",
    chip_text="#FFFFFF",
    background="#FCFBF8",
    row="#E6EEF8",
    panel="#F3F2EE",
    rule="#C3CAD3",
    is_dark=False,
)
HIGH_CONTRAST = Tokens(
    "high-contrast",
    foreground="#FFFFFF",
    muted="#CBD3DC",
    accent="#8FBBFF",
    late="#FF9683",
    soon="#FFD04F",
    good="#70EFBE",
    chip="#FF9683",
    chip_text="#000000",
    background="#000000",
    row="#1B2635",
    panel="#0A0E13",
    rule="#8A94A0",
)
MONO = Tokens(
    "mono",
    foreground="#D8D8D8",
    muted="#A2A2A2",
    accent="#FFFFFF",
    late="#FFFFFF",
    soon="#D8D8D8",
    good="#D8D8D8",
    chip="#FFFFFF",
    chip_text="#111111",
    background="#111111",
    row="#2B2B2B",
    panel="#1A1A1A",
    rule="#5A5A5A",
    is_bold=True,
)
ANSI = Tokens(
    "ansi",
    foreground="ansi_default",
    muted="ansi_bright_black",
    accent="ansi_blue",
    late="ansi_red",
    soon="ansi_yellow",
    good="ansi_green",
    chip="ansi_red",
    chip_text="ansi_default",
    background="ansi_default",
    row="ansi_default",
    panel="ansi_default",
    rule="ansi_bright_black",
    is_ansi=True,
)
ALL = (DARK, LIGHT, HIGH_CONTRAST, MONO, ANSI)
NAMES = CHOICES["theme"].values


def choose(setting: str = "dark") -> Tokens:
    """The tokens for this terminal: `NO_COLOR` beats the setting; an unknown name is dark."""
    if os.environ.get("NO_COLOR"):
        return MONO
    if setting == "auto":
        return LIGHT if _says_light() else DARK
    chosen = next((tokens for tokens in ALL if tokens.name == setting), DARK)
    if chosen is HIGH_CONTRAST and os.environ.get("COLORTERM", "").lower() not in {"truecolor", "24bit"}:
        return chosen._replace(row="#121212")
    return chosen


def _says_light() -> bool:
    """Whether the terminal says (in COLORFGBG, as `0;15`) that its ground is light; many say nothing."""
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return ground == "7" or (ground.isdigit() and 9 <= int(ground) <= 15)


def textual_theme(tokens: Tokens) -> "Theme":
    """The same colours for Textual's own parts: scrollbars, selections, the ground of screens."""
    from textual.theme import Theme  # noqa: PLC0415 -- tokens are used without Textual as well

    return Theme(
        name=f"repcockpit-{tokens.name}",
        primary=tokens.accent,
        secondary=tokens.muted,
        accent=tokens.accent,
        error=tokens.late,
        warning=tokens.soon,
        success=tokens.good,
        foreground=tokens.foreground,
        background=tokens.background,
        surface=tokens.background,
        panel=tokens.panel,
        dark=tokens.is_dark,
        ansi=tokens.is_ansi,
        variables=_variables(tokens),
    )


_ANSI_ONLY = {
    "ansi-background": "ansi_black",
    "ansi-foreground": "ansi_white",
    "input-cursor-text-style": "reverse",
    "input-selection-foreground": "ansi_black",
    "screen-selection-background": "ansi_bright_blue",
    "screen-selection-foreground": "ansi_black",
}
"""What Textual asks of a theme of the terminal's own colours, and gives no default for."""


def _variables(tokens: Tokens) -> dict[str, str]:
    return (_ANSI_ONLY if tokens.is_ansi else {}) | {
        "muted": tokens.muted,
        "row": tokens.row,
        "rule": tokens.rule,
        "late": tokens.late,
        "soon": tokens.soon,
        "good": tokens.good,
        "chip": tokens.chip,
        "chip-text": tokens.chip_text,
        "block-cursor-background": tokens.row,
        "block-cursor-foreground": tokens.foreground,
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": tokens.background,
        "block-cursor-blurred-foreground": tokens.foreground,
        "block-hover-background": tokens.panel,
        "footer-background": tokens.panel,
        "footer-item-background": tokens.panel,
        "footer-key-background": tokens.panel,
        "footer-description-background": tokens.panel,
        "footer-key-foreground": tokens.accent,
        "footer-description-foreground": tokens.muted,
        "border": tokens.muted,
        "border-blurred": tokens.rule,
        "input-cursor-background": tokens.accent,
        "input-cursor-foreground": tokens.background,
        "input-selection-background": tokens.row,
        "scrollbar": tokens.rule,
        "scrollbar-hover": tokens.muted,
        "scrollbar-active": tokens.muted,
        "scrollbar-background": tokens.background,
        "scrollbar-background-hover": tokens.background,
        "scrollbar-background-active": tokens.background,
        "scrollbar-corner-color": tokens.background,
        "link-color": tokens.accent,
        "link-style": "none",
    }
