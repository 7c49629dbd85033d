"""What every part of the desk has: the book, guarded calls, and a memory of what was written here."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from repcockpit.domain.errors import StoppedError
from repcockpit.services.book import Book
from repcockpit.tui.desk import Saved

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class OnBook(Protocol):
    """Something with an open book."""

    book: Book


Holder = TypeVar("Holder", bound=OnBook)


def guarded(
    call: "Callable[Concatenate[Holder, Asked], Answer]",
) -> "Callable[Concatenate[Holder, Asked], Answer]":
    """A call whose database errors arrive as errors that a person can act on."""

    @wraps(call)
    def guarded_call(holder: Holder, /, *args: Asked.args, **more: Asked.kwargs) -> Answer:
        with holder.book.guarded():
            return call(holder, *args, **more)

    return guarded_call


def until_stopped(
    stopped: Callable[[], bool], progress: Callable[[int, int], object] = lambda _done, _total: None
) -> Callable[[int, int], None]:
    """What work calls with its count: told on to `progress`; raises StoppedError once `stopped()`."""

    def counted(done: int, total: int) -> None:
        progress(done, total)
        if stopped():
            raise StoppedError("stopped: nothing was written")

    return counted


class Part:
    """One family of calls on the book; `wrote` hears of every transaction written through it."""

    def __init__(self, book: Book, wrote: Callable[[bytes], Any]) -> None:
        self.book = book
        self._wrote = wrote

    def saved(self, text: str, txn: bytes | None) -> Saved | None:
        """What a write says to the screen; None where nothing was changed."""
        if txn is None:
            return None
        self._wrote(txn)
        return Saved(text, txn)
