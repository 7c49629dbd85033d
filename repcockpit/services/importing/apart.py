"""Previews and imports beside the open book: a connection of their own, so that a thread may do them."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.importing import ImportPreview, ImportReport
from repcockpit.services.book import Book, book_apart
from repcockpit.services.device import init_device, leave_device
from repcockpit.services.importing import ImportOptions, import_files
from repcockpit.services.importing.preview import preview_import
from repcockpit.store.reads import importing as reads


class Person(NamedTuple):
    """Who is at the keyboard: the name, the owner in the files that stands for it, zone and country."""

    name: str
    me: str | None = None
    timezone: str | None = None
    country: str | None = None


def preview_apart(book: Book, paths: Sequence[Path], options: ImportOptions) -> ImportPreview:
    """`preview_import` on a connection of its own."""
    with book_apart(book) as other:
        return preview_import(other, paths, options)


def import_apart(
    book: Book, paths: Sequence[Path], options: ImportOptions, person: Person | None = None
) -> ImportReport:
    """`import_files` on a connection of its own; `person` becomes this device's rep first.

    What is stopped or fails leaves no trace, the rep included.
    """
    with book_apart(book) as other:
        if person is None:
            return import_files(other, paths, options)
        before = {rep_id for rep_id, _, _ in reads.reps(other.db)}
        owner = init_device(other, person.name, timezone=person.timezone, country=person.country)
        try:
            return import_files(other.refreshed(), paths, options._replace(me=person.me))
        except CockpitError:
            leave_device(other, owner.rep_id if owner.rep_id not in before else None)
            raise
