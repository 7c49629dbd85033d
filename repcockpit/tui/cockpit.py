"""The Textual application: theme, glyphs, and the screen it starts with."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.screen import Screen

from repcockpit.tui import glyphs, theme
from repcockpit.tui.desk import Desk
from repcockpit.tui.ink import Ink
from repcockpit.tui.screens.today import TodayScreen
from repcockpit.tui.taste import Taste

if TYPE_CHECKING:
    from repcockpit.domain.views.today import TodayView


class Cockpit(App[int]):
    """The cockpit on one desk; `day` is Today where it has been read already, `version` the data's just before."""

    CSS_PATH: ClassVar[Any] = Path(__file__).with_name("styles") / "cockpit.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "repcockpit"
    BINDINGS: ClassVar[list[Any]] = []

    def __init__(
        self,
        desk: Desk,
        taste: Taste,
        *,
        day: "TodayView | None" = None,
        version: int | None = None,
        is_demo: bool = False,
    ) -> None:
        self.tokens = theme.choose(taste.theme)
        super().__init__()
        self.animation_level = "none"
        chosen = theme.textual_theme(self.tokens)
        self.register_theme(chosen)
        self.theme = chosen.name
        self.stylesheet.set_variables(self.get_css_variables())
        self.crash: Exception | None = None
        self.desk = desk
        self.taste = taste
        self.glyphs = glyphs.choose(taste.glyphs)
        self.is_demo = is_demo
        self._day, self._version = day, version
        self._inks = {False: Ink(self.tokens), True: Ink(self.tokens, dimmed=True)}

    def _handle_exception(self, error: Exception) -> None:
        """Keep what broke for the crash report, and leave without painting it over the terminal."""
        if self.crash is None:
            self.crash = error
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._return_code = 1
        self._close_messages_no_wait()

    def ink_of(self, screen: Screen[Any]) -> Ink:
        """The styles for a screen: dimmed while another one stands before it."""
        return self._inks[screen is not self.screen]

    def get_default_screen(self) -> Screen[Any]:
        """Today."""
        return TodayScreen(
            self.desk, self._day, version=self._version, is_demo=self.is_demo, complaint=self.taste.complaint
        )
