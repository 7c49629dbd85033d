import re
from pathlib import Path

import pytest

from repcockpit.tui import theme
from repcockpit.tui.theme import DARK, HIGH_CONTRAST, LIGHT, MONO, Tokens, textual_theme

LOOK = Path(__file__).parents[2].parent / "shared" / "design" / "look.md"
FLOOR = {"dark": 4.5, "light": 4.5, "high-contrast": 7.0, "mono": 4.5}
INKS = ("foreground", "muted", "accent", "late", "soon", "good")
GROUNDS = ("background", "row", "panel")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("tokens", [DARK, LIGHT, HIGH_CONTRAST, MONO], ids=lambda tokens: tokens.name)
def test_no_colour_breaks_its_floor(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= FLOOR[tokens.name]


@pytest.mark.parametrize("tokens", [DARK, LIGHT, HIGH_CONTRAST, MONO], ids=lambda tokens: tokens.name)
def test_the_chip_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.chip_text, tokens.chip) >= FLOOR[tokens.name]


@pytest.mark.parametrize(
    ("tokens", "ink", "expected"),
    [
        (DARK, "foreground", (14.14, 11.49, 13.08)),
        (DARK, "muted", (7.23, 5.87, 6.68)),
        (DARK, "accent", (8.19, 6.65, 7.58)),
        (DARK, "late", (6.50, 5.28, 6.01)),
        (DARK, "soon", (11.70, 9.50, 10.82)),
        (DARK, "good", (10.60, 8.61, 9.80)),
        (LIGHT, "foreground", (15.84, 14.01, 14.63)),
        (LIGHT, "muted", (6.47, 5.72, 5.97)),
        (LIGHT, "accent", (6.76, 5.98, 6.24)),
        (LIGHT, "late", (9.05, 8.01, 8.36)),
        (LIGHT, "soon", (5.49, 4.86, 5.07)),
        (LIGHT, "good", (5.84, 5.17, 5.39)),
        (HIGH_CONTRAST, "foreground", (21.00, 15.27, 19.35)),
        (HIGH_CONTRAST, "muted", (13.89, 10.10, 12.80)),
        (HIGH_CONTRAST, "accent", (10.72, 7.79, 9.88)),
        (HIGH_CONTRAST, "late", (9.94, 7.23, 9.16)),
        (HIGH_CONTRAST, "soon", (14.39, 10.46, 13.26)),
        (HIGH_CONTRAST, "good", (14.78, 10.75, 13.62)),
    ],
)
def test_the_measured_contrasts_hold(tokens: Tokens, ink: str, expected: tuple[float, ...]) -> None:
    for ground, wanted in zip(GROUNDS, expected, strict=True):
        assert contrast(getattr(tokens, ink), getattr(tokens, ground)) == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("tokens", theme.ALL, ids=lambda tokens: tokens.name)
def test_textual_gets_the_same_colours(tokens: Tokens) -> None:
    made = textual_theme(tokens)
    assert (made.error, made.warning, made.success) == (tokens.late, tokens.soon, tokens.good)
    assert made.primary == made.accent == tokens.accent
    assert made.surface == made.background == tokens.background
    assert made.variables["scrollbar"] == tokens.rule
    assert made.variables["input-cursor-background"] == tokens.accent


def test_the_colours_are_the_ones_of_the_design() -> None:
    if not LOOK.exists():
        pytest.skip("the design is not beside this checkout")
    written = set(re.findall(r"#[0-9A-F]{6}", LOOK.read_text("utf-8")))
    for tokens in (DARK, LIGHT, HIGH_CONTRAST, MONO):
        used = {value for value in tokens if isinstance(value, str) and value.startswith("#")}
        assert used <= written


def test_no_color_beats_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert theme.choose("light") is LIGHT
    assert theme.choose("no such theme") is DARK
    monkeypatch.setenv("NO_COLOR", "1")
    assert theme.choose("light") is MONO


def test_high_contrast_darkens_its_row_where_colours_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    assert theme.choose("high-contrast").row == "#1B2635"
    monkeypatch.setenv("COLORTERM", "")
    few = theme.choose("high-contrast")
    assert few.row == "#121212"
    assert contrast(few.late, few.row) >= 7


@pytest.mark.parametrize(
    ("said", "tokens"), [("", DARK), ("15;0", DARK), ("0;15", LIGHT), ("0;default;7", LIGHT)]
)
def test_auto_goes_by_what_the_terminal_says(
    monkeypatch: pytest.MonkeyPatch, said: str, tokens: Tokens
) -> None:
    monkeypatch.setenv("COLORFGBG", said)
    assert theme.choose("auto") is tokens
