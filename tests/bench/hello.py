"""The yardstick of start-up: the smallest Textual program that paints a word."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One word."""

    def compose(self) -> ComposeResult:
        """Paint it."""
        yield Static("hello yardstick")


if __name__ == "__main__":
    Hello().run()
