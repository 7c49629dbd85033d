"""Which of the owners is at the keyboard: this device becomes that rep's."""

import re
from typing import TYPE_CHECKING

from repcockpit.domain.errors import NotFoundError
from repcockpit.services.decisions.chosen import Decided
from repcockpit.services.decisions.owners import OWNED
from repcockpit.services.device import keep_holidays, reread_owner
from repcockpit.store.database import set_meta
from repcockpit.store.reads import decisions as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_NO_NAME = re.compile(r"\S*\d\S*|\S+@\S+|\?")
"""What an export gives instead of a name: a key, a number, an address."""


def be_owner(book: "Book", rep_id: bytes) -> Decided:
    """This device is that rep's from here on, with the place and the hours that were said before.

    What was written here under another name goes along, and that name with it where the owner came in without
    one. The device is no part of the log, so this is no transaction to take back. Raises NotFoundError.
    """
    found, me = reads.rep_name(book.db, rep_id), book.author_id
    if found is None:
        raise NotFoundError("there is no such rep", "`repcockpit reps` lists them")
    device = book.device
    place = {"timezone": book.zone, "country": device.rep_country, "region": device.rep_region}
    changes: dict[str, object] = {name: value for name, value in place.items() if value}
    name = found
    if device.rep_name and _NO_NAME.fullmatch(found):
        name = changes["name"] = device.rep_name
    with book.write(f"This device is {name}'s", kind="join") as unit:
        unit.update("rep", rep_id, changes)
        if me is not None and me != rep_id:
            for table, column in OWNED.items():
                rows = reads.rows_of_rep(book.db, table, column, me)
                unit.update_many(table, [(row_id, {column: rep_id}) for row_id in rows])
            unit.hide("rep", me)
        set_meta(book.db, "rep_id", rep_id)
        keep_holidays(book, rep_id)
    reread_owner(book)
    return Decided(f"You are {name} on this computer", None)
