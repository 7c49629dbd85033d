"""Somebody who waits for an export: told how far it is, asked whether to go on, told what was left out."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from repcockpit.domain.errors import StoppedError

Row = TypeVar("Row")
_ROWS_AT_ONCE: Final = 250


class Watch:
    """`progress(done, total)` is told now and then (0: not known), `stopped()` asked; `left_out` is filled."""

    def __init__(
        self,
        progress: Callable[[int, int], object] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> None:
        self.left_out: list[str] = []
        self._progress = progress or (lambda _done, _total: None)
        self._stopped = stopped or (lambda: False)

    def go_on(self) -> None:
        """Raise StoppedError where somebody stopped it."""
        if self._stopped():
            raise StoppedError("the export was stopped", "nothing was written")

    def rows(self, rows: Iterable[Row], total: int | None) -> Iterator[Row]:
        """The rows as they come; raises StoppedError."""
        self.go_on()
        for count, row in enumerate(rows, 1):
            if count % _ROWS_AT_ONCE == 0:
                self.go_on()
                self._progress(count, total or 0)
            yield row
