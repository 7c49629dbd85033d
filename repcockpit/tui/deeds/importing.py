"""What the keys do on the screen of an import."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.dialogs.choosing import Choosing
from repcockpit.tui.importing_about import about_lines, title_of
from repcockpit.tui.importing_choices import (
    LATER,
    NOBODY,
    column_options,
    is_a_name,
    kind_options,
    name_of,
    owner_options,
    with_column,
    with_kind,
)
from repcockpit.tui.importing_rows import ColumnRow, FileRow, ImportRow
from repcockpit.tui.job import Job, counted_work
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.domain.views.importing import ImportPreview, ImportReport, OwnerFound, TablePreview
    from repcockpit.services.importing.apart import Person
    from repcockpit.services.importing.options import Said
    from repcockpit.tui.screens.importing import ImportingScreen


def open_row(screen: "ImportingScreen") -> None:
    """The columns of a file, a decision about a column, else the row in full."""
    row = screen.row
    if isinstance(row, FileRow) and not row.table.is_unknown:
        screen.is_open = row.number
        screen.fill()
    elif isinstance(row, FileRow):
        choose_kind(screen, row.table)
    elif isinstance(row, ColumnRow) and screen.preview.tables[row.number].offers:
        choose_field(screen, row)
    elif row is not None:
        read_row(screen, row)


def edit(screen: "ImportingScreen") -> None:
    """What the rows of a file are, what a column becomes."""
    row = screen.row
    if isinstance(row, FileRow):
        choose_kind(screen, row.table)
    elif isinstance(row, ColumnRow):
        open_row(screen)


def read_row(screen: "ImportingScreen", row: ImportRow) -> None:
    """The row in full."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- needed only here

    glyphs = screen.app.glyphs  # type: ignore[attr-defined]
    screen.app.push_screen(
        Reading(title_of(row), lambda width: about_lines(row, screen.preview, width, glyphs))
    )


def choose_field(screen: "ImportingScreen", row: ColumnRow) -> None:
    """What the column becomes, or how its dates are read."""
    table = screen.preview.tables[row.number]
    options, at = column_options(table, row.fate)
    sample = f", such as {row.fate.sample[:60]}" if row.fate.sample else ""
    dialog = Choosing("Column", f"{row.fate.name}{sample}", options, at)
    screen.app.push_screen(dialog, _then(screen, table, lambda word: with_column(table, row.fate, word)))


def choose_kind(screen: "ImportingScreen", table: "TablePreview") -> None:
    """What the rows of the table are."""
    if table.sums.source == "repcockpit":
        screen.show_toast(Toast("calm", "This is our own export: every row says what it is", ink="muted"))
        return
    options, at = kind_options(table)
    name = Path(table.sums.path).name
    dialog = Choosing("File", f"What are the rows of {name}?", options, at)
    screen.app.push_screen(dialog, _then(screen, table, lambda word: with_kind(table, word)))


def _then(
    screen: "ImportingScreen", table: "TablePreview", said: "Callable[[str], Said]"
) -> Callable[[str | None], None]:
    """Keep what was chosen for files of that shape, and look again."""

    def chosen(word: str | None) -> None:
        if word is not None:
            before = dict(screen.choices)
            screen.choices[table.shape] = said(word)
            _look_again(screen, before)

    return chosen


def _look_again(screen: "ImportingScreen", before: "dict[str, Said]") -> None:
    imports = screen.desk.imports

    def seen(preview: "ImportPreview") -> None:
        screen.preview = preview
        screen.rest()
        screen.fill()
        screen.show_pane()

    def failed(error: CockpitError) -> None:
        screen.choices = before
        screen.fail(error)

    screen.was_warned = False
    choices = dict(screen.choices)
    screen.work(
        Job(
            screen,
            lambda progress, stopped: imports.preview(screen.paths, choices, progress, stopped),
            seen,
            failed,
            lambda done, total: screen.say(counted_work("Reading", done, total)),
        )
    )


def save_rejects(screen: "ImportingScreen") -> None:
    """The rejected rows into a file beside the first they come from."""
    rejects = screen.preview.report.rejects
    if not rejects:
        screen.show_toast(Toast("calm", "No row is rejected", ink="muted"))
        return
    path = screen.desk.imports.save_rejects(Path(rejects[0].file), rejects)
    screen.show_toast(Toast("done", f"Saved {counted(len(rejects), 'rejected row')} to {visible(str(path))}"))


def back(screen: "ImportingScreen") -> None:
    """Stop what runs, else leave; nothing was written."""
    if screen.job is not None:
        screen.job.ask_to_stop()
    else:
        screen.dismiss(None)


def bring(screen: "ImportingScreen") -> None:
    """Import: open decisions first, then who is at the keyboard."""
    if screen.job is not None:
        return
    totals = screen.preview.report.totals
    if not totals.created and not totals.updated:
        same = "every row is here already" if totals.unchanged else "no row can be read"
        screen.show_toast(Toast("calm", f"Nothing to import: {same}", ink="muted"))
        return
    if not screen.was_warned and screen.go_to_open_question():
        screen.was_warned = True
        screen.show_toast(
            Toast("slip", "Choose this first; ctrl+s again imports it as it is read now", ink="soon")
        )
        return
    if screen.preview.asks_owner:
        ask_owner(screen)
    elif not screen.preview.has_rep:
        ask_name(screen, "", None)
    else:
        write(screen)


def ask_owner(screen: "ImportingScreen") -> None:
    """Which of the owners in the files is at the keyboard."""
    screen.desk.imports.was_asked = True
    owners = screen.preview.owners

    def chosen(word: str | None) -> None:
        if word is None:
            return
        owner = next((one for one in owners if one.name == word), None)
        if word == LATER or (word == NOBODY and screen.preview.has_rep):
            write(screen)
        elif owner is not None and screen.preview.has_rep:
            write(screen, me=None if owner.is_known else owner.name)
        else:
            ask_name(screen, name_of(owner.name) if owner else "", _me(owner))

    question = "The files name these owners. Which one are you?"
    screen.app.push_screen(
        Choosing("Which owner are you", question, owner_options(owners), verb="that is me"), chosen
    )


def _me(owner: "OwnerFound | None") -> str | None:
    """The owner's word for the import; a rep of the book is found by the name alone."""
    if owner is None or (owner.is_known and is_a_name(owner.name)):
        return None
    return owner.name


def ask_name(screen: "ImportingScreen", name: str, me: str | None) -> None:
    """Name, zone and country; without them the import comes in all the same."""
    from repcockpit.tui.dialogs.whoami import WhoAmI  # noqa: PLC0415 -- needed only here

    def told(person: "Person | None") -> None:
        if person is not None:
            write(screen, person=person if person.name else None)

    screen.desk.imports.was_asked = True
    dialog = WhoAmI(screen.desk.imports, screen.desk.imports.proposed(name, me), skip="import without")
    screen.app.push_screen(dialog, told)


def write(screen: "ImportingScreen", *, person: "Person | None" = None, me: str | None = None) -> None:
    """Import in the background, then to Today."""
    imports = screen.desk.imports
    choices = dict(screen.choices)
    screen.work(
        Job(
            screen,
            lambda progress, stopped: imports.bring(
                screen.paths, choices, progress, stopped, person=person, me=me
            ),
            lambda report: _written(screen, report),
            screen.fail,
            lambda done, total: screen.say(counted_work("Importing", done, total)),
        ),
        "the import",
    )


def _written(screen: "ImportingScreen", report: "ImportReport") -> None:
    screen.rest()
    saved = screen.desk.imports.brought(report)
    today = screen.cockpit.go("today")
    today.read_again()
    if saved is None:
        today.show_toast(Toast("calm", "Nothing changed: every row was here already", ink="muted"))
        return
    rest = report.totals.rejected
    said = f"{saved.text}, {rest:,} rejected" if rest else saved.text
    if report.duplicates:
        said += f"; {counted(report.duplicates, 'pair')} may be one: M"
    today.show_toast(Toast("done", said, "u undoes"))


DEEDS: dict[str, Callable[[Any], object]] = {
    "open": open_row,
    "back": back,
}
"""What this screen does with the keys that every screen has."""
