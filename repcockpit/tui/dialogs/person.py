"""Whom: a person by name, with the account beside it."""

from collections.abc import Callable
from typing import Any

from repcockpit.domain.views.record_requests import Link
from repcockpit.tui.dialogs.oneline import OneLine
from repcockpit.tui.dialogs.onward import Onward
from repcockpit.tui.text import Line, visible


class PersonDialog(OneLine[tuple[Link, str]]):
    """Finds (the person, where they work); `find` raises CockpitError for a name of nobody, or of several."""

    prompt = "/ "
    verb = "choose"

    def __init__(
        self,
        title: str,
        find: Callable[[str], tuple[Link, str]],
        following: Callable[[tuple[Link, str]], Onward],
    ) -> None:
        """`following` gives the dialog that stands on top once somebody is chosen."""
        super().__init__()
        self.box_title = visible(title)
        self._find, self._following = find, following

    def means(self, text: str) -> tuple[Link, str] | None:
        """The one person of this name."""
        return self._find(text.strip()) if text.strip() else None

    def take(self, meant: tuple[Link, str]) -> None:
        """Ask on about the person."""
        onward = self._following(meant)

        def answered(answer: Any) -> None:
            if answer is not None:
                self.dismiss(meant)
                onward.then(answer)

        self.app.push_screen(onward.dialog, answered)

    def told(self, meant: tuple[Link, str], width: int) -> list[Line]:
        """Name and account."""
        del width
        return [[(visible(meant[0].name or ""), "text!"), (f"  {visible(meant[1])}", "muted")]]

    def hints(self) -> list[Line]:
        """What to type."""
        return [[("a name, or the beginning of one", "muted")]]
