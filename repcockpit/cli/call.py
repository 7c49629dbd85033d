"""One call of the command line: its arguments, the book it opens, the answer it gives."""

import argparse
import os
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from repcockpit.cli import output

if TYPE_CHECKING:
    from pathlib import Path

    from repcockpit.services.book import Book


class Call:
    """What a command gets: `arguments`, `book()` opened when first asked for, `answer` and `say`."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.as_json: bool = arguments.json
        self._quiet: bool = arguments.quiet
        self._book: Book | None = None
        self._stack = ExitStack()

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> Self:
        """A call with these arguments."""
        return cls(arguments)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the book, if it was opened."""
        self._stack.close()
        self._book = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.arguments, name)

    @property
    def database(self) -> "Path":
        """The database this call is about: `--db`, else REPCOCKPIT_DB, else the default place."""
        from pathlib import Path  # noqa: PLC0415 -- 10 ms that `--version` does without

        if self.arguments.db:
            return Path(self.arguments.db).expanduser()
        from repcockpit import paths  # noqa: PLC0415 -- not needed where --db says it

        return paths.database_file()

    @property
    def now(self) -> str | None:
        """What `--now` or REPCOCKPIT_NOW says."""
        return self.arguments.now or os.environ.get("REPCOCKPIT_NOW") or None

    @property
    def rep(self) -> str | None:
        """What `--rep` says; None where it was not given."""
        rep: str | None = self.arguments.rep
        return rep

    def book(self) -> "Book":
        """The book, open until the call ends."""
        if self._book is None:
            from repcockpit.services.book import open_book  # noqa: PLC0415 -- opens SQLite

            self._book = open_book(self.database, now=self.now, rep=self.rep)
            self._stack.callback(self._book.close)
        return self._book

    def answer(self, document: dict[str, Any], show: Callable[[], None]) -> None:
        """Print the document with `--json`, else let `show` print it as text."""
        if self.as_json:
            output.write_json(document)
        else:
            show()

    def say(self, text: str) -> None:
        """Narrate on standard error unless `--quiet`."""
        if not self._quiet:
            output.narrate(text)
