"""The devices of a team: taking one out, and taking it back."""

from repcockpit.clock import wall_ms
from repcockpit.domain.errors import NotFoundError, RefusedError
from repcockpit.services.book import Book
from repcockpit.store.database import immediate
from repcockpit.store.incarnations import own_replica
from repcockpit.store.reads.syncing import newest_frame, replica_named
from repcockpit.store.roster import Retired, retire
from repcockpit.sync.retiring import settle_retired
from repcockpit.sync.switch import kept_keyring


def retire_replica(book: Book, replica: bytes, *, is_back: bool = False) -> tuple[str, bytes | None]:
    """Store and no longer apply what a device writes from here on; with `is_back` apply all of it again.

    Gives a sentence and the transaction (None: nothing was changed). Raises RefusedError for this device,
    NotFoundError for one that is not known.
    """
    named = replica_named(book.db, replica)
    if named is None:
        raise NotFoundError("no device has that id", "`repcockpit sync status` lists them")
    if replica == own_replica(book.db).id:
        raise RefusedError("this device cannot retire itself", "do it on another one")
    name = " on ".join(one for one in named if one) or replica.hex()[:8]
    newest = newest_frame(book.db, replica)
    until = None if is_back else Retired(wall_ms(), *(newest or (0, b"")))
    said = f"{name} writes again" if is_back else f"{name} is retired"
    with book.write(said, kind="join") as unit:
        retire(unit, replica, until)
    if unit.txn is not None:
        with immediate(book.db):
            settle_retired(book.db, [replica], kept_keyring(book.db))
    return said, unit.txn
