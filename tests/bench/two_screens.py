"""Two empty Textual screens and a key for each: the measure of what a switch costs."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static


class One(Screen[None]):
    """A screen with a word."""

    def compose(self) -> ComposeResult:
        """The word."""
        yield Static("first screen")


class Two(Screen[None]):
    """Another screen with another word."""

    def compose(self) -> ComposeResult:
        """The word."""
        yield Static("second screen")


class TwoScreens(App[None]):
    """`1` and `2` switch."""

    SCREENS: ClassVar = {"one": One, "two": Two}
    BINDINGS: ClassVar = [("1", "switch_screen('one')", "one"), ("2", "switch_screen('two')", "two")]

    def on_mount(self) -> None:
        """Begin with the first."""
        self.push_screen("one")


if __name__ == "__main__":
    TwoScreens().run()
