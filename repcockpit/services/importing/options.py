"""What a person may say about an import, and how an import is stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from repcockpit.domain.errors import CockpitError
from repcockpit.exchange.sources.dates import DateOrder


class ImportCancelledError(CockpitError):
    """The person stopped the import; nothing was written."""

    code = "interrupted"


def _nothing(_done: int, _total: int) -> None:
    return None


def _never() -> bool:
    return False


class Said(NamedTuple):
    """What a person said about the files of one shape: a plural kind, COLUMN=FIELD words, the order of dates by column."""

    kind: str | None = None
    map: tuple[str, ...] = ()
    orders: tuple[tuple[str, DateOrder], ...] = ()


class ImportOptions(NamedTuple):
    """The options of `repcockpit import` (cli.md).

    `kind` is a plural word (accounts, contacts, interactions, tasks, deals, all); `map` holds COLUMN=FIELD
    words; `me` names the owner who is this device's rep; `progress` gets rows done and rows in all, at most
    every 500 rows; `cancelled` is asked as often. `said` is what was chosen for the files of a shape: it stands
    above `kind` and `map`, and above what was kept for that shape.
    """

    kind: str | None = None
    columns: tuple[str, ...] | None = None
    map: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    date_order: DateOrder | None = None
    me: str | None = None
    only_mine: bool = False
    dry_run: bool = False
    rejects_path: Path | None = None
    progress: Callable[[int, int], None] = _nothing
    cancelled: Callable[[], bool] = _never
    said: tuple[tuple[str, Said], ...] = ()

    def said_of(self, shape: str) -> Said | None:
        """What was chosen for the files of that shape."""
        return next((said for name, said in self.said if name == shape), None)
