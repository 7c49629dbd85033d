"""Another look while the cockpit runs: theme, glyphs and keys change without a restart."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from repcockpit.settings import Settings
from repcockpit.tui import glyphs, theme
from repcockpit.tui.ink import Ink
from repcockpit.tui.keymap import keymap_of

if TYPE_CHECKING:
    from repcockpit.tui.cockpit import Cockpit


def use_settings(cockpit: "Cockpit", settings: Settings) -> None:
    """Take over settings that were just written; what did not change is left alone."""
    was, cockpit.taste = cockpit.taste, settings
    if was.theme != settings.theme:
        use_theme(cockpit, settings.theme)
    if was.glyphs != settings.glyphs:
        use_glyphs(cockpit, settings.glyphs)
    if was.keys != settings.keys:
        use_keys(cockpit, settings.keys)


def use_theme(cockpit: "Cockpit", name: str) -> None:
    """Colour everything anew; with NO_COLOR the colourless theme stays."""
    tokens = theme.choose(name)
    if tokens == cockpit.tokens:
        return
    made = theme.textual_theme(tokens)
    cockpit.tokens = tokens
    cockpit._inks = {False: Ink(tokens), True: Ink(tokens, dimmed=True)}  # noqa: SLF001 -- the other half of the application
    cockpit.register_theme(made)
    cockpit.theme = made.name
    _draw_all(cockpit)


def use_glyphs(cockpit: "Cockpit", setting: str) -> None:
    """Draw everything with the other set of signs, where the setting comes to another one."""
    chosen = glyphs.choose(setting)
    if chosen is not cockpit.glyphs:
        cockpit.glyphs = chosen
        _draw_all(cockpit)


def use_keys(cockpit: "Cockpit", asked: Mapping[str, tuple[str, ...]]) -> None:
    """Give actions the keys that were asked for."""
    cockpit.changed_keys = dict(keymap_of(asked).changed)
    for screen in {*cockpit.screen_stack, *cockpit.kept_screens()}:
        draw_bars: Any = getattr(screen, "draw_bars", None)
        if draw_bars is not None:
            draw_bars()


def _draw_all(cockpit: "Cockpit") -> None:
    """Draw every screen that is kept, seen or not: what comes back shows what was drawn."""
    for screen in {*cockpit.screen_stack, *cockpit.kept_screens()}:
        for widget in screen.query("*"):
            redraw: Any = getattr(widget, "redraw", widget.refresh)
            redraw()
        fill: Any = getattr(screen, "fill", None)
        if fill is not None:
            fill()
