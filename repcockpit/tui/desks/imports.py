"""What the screens of an import ask: previews, the import itself, folders, and whose device this is."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.importing import ImportPreview, ImportReport, OwnerFound, RejectedRow
    from repcockpit.services.importing.apart import Person
    from repcockpit.services.importing.options import Said
    from repcockpit.services.importing.places import Folder
    from repcockpit.tui.book_desk import BookDesk

Choices = dict[str, "Said"]
"""What a person said of the files of each shape."""
Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


class Imports(Part):
    """`preview` and `bring` are for a thread: they open the file once more; everything else is for the screens'."""

    was_asked = False
    """Whether this session asked already who is at the keyboard."""

    def preview(
        self, paths: Sequence[Path], choices: Choices, progress: Progress, stopped: Stopped
    ) -> "ImportPreview":
        """What an import would do; raises ImportCancelledError where `stopped` said so."""
        from repcockpit.services.importing.apart import preview_apart  # noqa: PLC0415 -- in a thread, when asked
        from repcockpit.services.importing.options import ImportOptions  # noqa: PLC0415 -- the same

        options = ImportOptions(said=tuple(choices.items()), progress=progress, cancelled=stopped)
        return preview_apart(self.book, paths, options)

    def bring(
        self,
        paths: Sequence[Path],
        choices: Choices,
        progress: Progress,
        stopped: Stopped,
        *,
        person: "Person | None" = None,
        me: str | None = None,
    ) -> "ImportReport":
        """Import; `person` becomes this device's rep first, `me` is the owner who is the rep already."""
        from repcockpit.services.importing.apart import import_apart  # noqa: PLC0415 -- in a thread, when asked
        from repcockpit.services.importing.options import ImportOptions  # noqa: PLC0415 -- the same

        options = ImportOptions(said=tuple(choices.items()), me=me, progress=progress, cancelled=stopped)
        return import_apart(self.book, paths, options, person)

    @guarded
    def brought(self, report: "ImportReport") -> Saved | None:
        """What an import wrote, known to this session from here on."""
        from repcockpit.services.device import reread_owner  # noqa: PLC0415 -- after an import

        reread_owner(self.book)
        done = report.totals.created + report.totals.updated
        rows = "1 row" if done == 1 else f"{done:,} rows"
        return self.saved(f"Imported {rows}", report.txn)

    @guarded
    def become(self, person: "Person") -> None:
        """Make this device the person's."""
        from repcockpit.services.device import init_device, reread_owner  # noqa: PLC0415 -- once in a book's life

        init_device(self.book, person.name, timezone=person.timezone, country=person.country)
        reread_owner(self.book)

    @guarded
    def has_rep(self) -> bool:
        """Whether this device knows whose it is."""
        return self.book.author_id is not None

    def proposed(self, name: str, me: str | None) -> "Person":
        """Who may be at the keyboard, zone and country as this machine knows them."""
        from repcockpit.services.device import country_of_zone  # noqa: PLC0415 -- once in a book's life
        from repcockpit.services.importing.apart import Person  # noqa: PLC0415 -- the same

        return Person(
            name, me, self.book.zone, self.book.device.rep_country or country_of_zone(self.book.zone)
        )

    def check_person(self, person: "Person") -> None:
        """Raise InvalidValueError for a missing name, a zone or a country that is not known."""
        from repcockpit.domain.errors import InvalidValueError  # noqa: PLC0415 -- with the rest
        from repcockpit.services.device import check_place  # noqa: PLC0415 -- once in a book's life

        if not person.name:
            raise InvalidValueError("a rep needs a name", "or esc: it is asked again later")
        check_place(person.timezone, person.country)

    @guarded
    def owners(self) -> "tuple[OwnerFound, ...]":
        """The reps who own accounts in the book, those with most first."""
        from repcockpit.services.importing.ownership import owners_here  # noqa: PLC0415 -- when asked

        return owners_here(self.book)

    def check(self, path: Path) -> None:
        """Raise BadFileError for what cannot be imported, by its first bytes."""
        from repcockpit.services.importing import check_file  # noqa: PLC0415 -- when a file is chosen

        check_file(path)

    def folder(self, path: Path) -> "Folder":
        """What a folder holds for an import."""
        from repcockpit.services.importing.places import read_folder  # noqa: PLC0415 -- when files are looked for

        return read_folder(path)

    def save_rejects(self, path: Path, rejects: "Sequence[RejectedRow]") -> Path:
        """Write the rejected rows beside the file they come from, under a free name; gives that name."""
        from repcockpit.services.importing.report import save_rejects  # noqa: PLC0415 -- when asked

        return save_rejects(path, rejects)

    def sample(self) -> "BookDesk":
        """A desk on a sample book of the same day; for a thread."""
        from repcockpit.tui.desks.sample import sample_desk  # noqa: PLC0415 -- a demo's words, only when asked

        return sample_desk(self.book.clock)
