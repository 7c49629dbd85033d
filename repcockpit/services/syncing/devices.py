"""The devices of a team: taking one out, and taking it back."""

from repcockpit.clock import wall_ms
from repcockpit.domain.errors import NotFoundError, RefusedError
from repcockpit.services.book import Book
from repcockpit.store.database import immediate
from repcockpit.store.incarnations import own_replica
from repcockpit.store.reads.syncing import newest_frame, replica_named
from repcockpit.store.roster import Retired, retire
from repcockpit.sync.retiring import settle_retired
from repcockpit.sync.switch import encrypts, kept_keyring, recovery_key_was_told, renewed
from repcockpit.sync.teams import own_team


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


def renew_keys(book: Book, passphrase: str) -> str:
    """Make a new key of a team that encrypts, under a new passphrase; gives the recovery key, which is shown once.

    The next sync writes under it, and every other device is asked for the passphrase. Who is out reads nothing
    that is written from then on; what a device had received stays readable there. Raises RefusedError in a team
    that does not encrypt, PassphraseNeededError where its key is not on this device, InvalidValueError for an
    empty passphrase.
    """
    team = own_team(book.db).id
    if team is None or not encrypts(book.db):
        raise RefusedError(
            "the team's file is not encrypted", "repcockpit sync --passphrase-file F encrypts it"
        )
    recovery = renewed(book.db, team, passphrase)
    recovery_key_was_told(book.db, team)
    return recovery
