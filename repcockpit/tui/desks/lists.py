"""The desk of the lists Accounts and Contacts."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from repcockpit.services.book import Book
from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.lists import ListView, SavedFilter
    from repcockpit.services.catalog.shelf import Shelf


class Lists(Part):
    """What the lists ask; `kind` is account or contact. `preload` and `load` may come from another thread."""

    def __init__(self, book: Book, wrote: Callable[[bytes], Any]) -> None:
        super().__init__(book, wrote)
        self._shelves: dict[str, Shelf] = {}

    def _shelf(self, kind: str) -> "Shelf":
        from repcockpit.services.catalog.shelf import Shelf  # noqa: PLC0415 -- after the first frame

        return self._shelves.setdefault(kind, Shelf(self.book, kind))

    def preload(self) -> None:
        """Read both lists in the background, accounts first, and what their screens need."""
        for name in ("accounts", "contacts"):
            import_module(f"repcockpit.tui.screens.{name}")
        for kind in ("account", "contact"):
            self.load(kind)

    @guarded
    def load(self, kind: str) -> None:
        """Read a whole list in the background; nothing where it is at hand."""
        self._shelf(kind).load()

    def wants_loading(self, kind: str) -> bool:
        """Whether `load` would bring more than is at hand."""
        return self._shelf(kind).wants_loading

    @guarded
    def refresh(self, kind: str) -> bool:
        """Take in what was written since; whether anything was."""
        return self._shelf(kind).refresh()

    @guarded
    def view(self, kind: str, text: str = "", sort: str = "name") -> "ListView":
        """The rows that a filter keeps, in the order `sort`: name, tier, silence or due."""
        return self._shelf(kind).view(text, sort)

    @guarded
    def count(self, kind: str, text: str) -> int | None:
        """How many rows a filter keeps; None while the list is not whole."""
        return self._shelf(kind).count(text)

    @guarded
    def filters(self, kind: str) -> "list[SavedFilter]":
        """The filters of a list with how many rows each keeps now."""
        from repcockpit.domain.views.lists import SavedFilter  # noqa: PLC0415 -- after the first frame
        from repcockpit.services.catalog.saved import kept_filters  # noqa: PLC0415 -- the same

        shelf = self._shelf(kind)
        shelf.refresh()
        return [
            SavedFilter(one.name, one.text, shelf.count(one.text), one.id is None)
            for one in kept_filters(self.book, kind)
        ]

    @guarded
    def save_filter(self, kind: str, name: str, text: str) -> Saved | None:
        """Keep a filter under a name; None where nothing changed."""
        from repcockpit.services.catalog.saved import save_filter  # noqa: PLC0415 -- the first write

        return self.saved(f"Saved the filter {name.strip()}", save_filter(self.book, kind, name, text))

    @guarded
    def rename_filter(self, kind: str, name: str, new: str) -> Saved | None:
        """Give a filter another name."""
        from repcockpit.services.catalog.saved import rename_filter  # noqa: PLC0415 -- the first write

        return self.saved(f"Renamed the filter to {new.strip()}", rename_filter(self.book, kind, name, new))

    @guarded
    def remove_filter(self, kind: str, name: str) -> Saved | None:
        """Move a filter to the bin."""
        from repcockpit.services.catalog.saved import remove_filter  # noqa: PLC0415 -- the first write

        return self.saved(f"Removed the filter {name}", remove_filter(self.book, kind, name))
