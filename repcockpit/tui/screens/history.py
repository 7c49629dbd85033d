"""History: what was written, by whom, field by field; any of it can be taken back."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from repcockpit.domain.dates import format_exact
from repcockpit.domain.views.keeping import PastChanges, PastTxn
from repcockpit.tui.deeds.editing import edited_record
from repcockpit.tui.desk import Desk
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.keeping_rows import PastRow, change_lines, fits, past_line, past_sheet
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import QUESTIONS, Subject
from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.widgets.bars import Fact, Title, Toast
from repcockpit.tui.widgets.pane import Speaker
from repcockpit.tui.words import counted


def unfold_row(screen: "HistoryScreen") -> None:
    """Show the fields that the transaction changed, or hide them."""
    if screen.row is not None:
        screen.unfold(screen.row.txn)


def take_row_back(screen: "HistoryScreen") -> None:
    """Take the chosen transaction back; it is named, and asked."""
    from repcockpit.tui.dialogs.question import Question  # noqa: PLC0415 -- needed only here

    if screen.row is None:
        return
    txn: PastTxn = screen.row.txn
    if not txn.can_undo:
        said = (
            "Taken back already: U redoes the last one" if txn.state else "Only who wrote it can take it back"
        )
        screen.show_toast(Toast("calm", said, ink="muted"))
        return

    def answered(is_meant: bool | None) -> None:  # noqa: FBT001 -- the callback of a screen
        if is_meant:
            screen.attempt_to(lambda: screen.take_back(txn))

    about = f"{format_exact(txn.at.date())} {txn.at:%H:%M}{f', {visible(txn.by)}' if txn.by else ''}; what was edited since stays"
    screen.app.push_screen(Question("Take back", visible(txn.what), about, "take it back"), answered)


class HistoryScreen(ListScreen):
    """The transactions of one record, or of the whole book where no record is named."""

    place = "history"

    def __init__(self, desk: Desk, about: Subject | None = None) -> None:
        self.record = _record_of(about)
        self.whose = about.name if about is not None and self.record else ""
        self.past: tuple[PastTxn, ...] = ()
        self._open: dict[bytes, PastChanges] = {}
        self._seen: dict[bytes, PastChanges] = {}
        super().__init__(desk)

    def read(self) -> None:
        """The newest transactions; what is unfolded stays so."""
        self.past = self.desk.keeping.past(*self.record)

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """Those that the filter keeps, the unfolded ones with their fields."""
        rows: list[PastRow] = []
        for txn in self.past:
            if not fits(text, txn.what, txn.by, txn.state):
                continue
            changes = self._open.get(txn.id)
            rows.append(PastRow(txn))
            if changes is not None:
                rows += [PastRow(txn, change, at) for at, change in enumerate(changes.changes)]
                rows += [PastRow(txn, at=len(changes.changes), is_cut=True)] if changes.is_cut else []
        return past_sheet(rows, self.desk.now().date(), is_airy=is_airy)

    def key_of(self, row: PastRow) -> tuple[bytes, int]:
        """The transaction, and which of its fields."""
        return row.txn.id, row.at

    def paint(self, row: PastRow, width: int, *, is_here: bool) -> Line:
        """One row."""
        return past_line(row, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: PastRow) -> Subject | None:
        """A transaction is no record."""
        del row
        return None

    def copied(self, row: PastRow) -> str:
        """When, who, what."""
        return f"{row.txn.at:%Y-%m-%d %H:%M}, {row.txn.by}, {row.txn.what}"

    def title_now(self) -> Title:
        """Whose history it is."""
        about = visible(self.whose) if self.whose else "the whole book"
        return Title("", "History", (about,), is_demo=self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How many changes there were."""
        return (Fact("calm", counted(len(self.past), "change"), "muted"),)

    def blank_words(self) -> list[Line]:
        """Nothing was written, or nothing fits."""
        if self.filter.text:
            return super().blank_words()
        return [
            [("Nothing was written here yet.", "text!")],
            [],
            [("esc", "accent!"), ("  goes back", "text")],
        ]

    def speaker(self, row: PastRow) -> Speaker | None:
        """The transaction in full."""
        txn = row.txn
        is_unread = txn.is_large and txn.id not in self._seen
        changes = PastChanges((), is_cut=False) if is_unread else self.changes_of(txn)

        def speak(width: int, glyphs: Glyphs) -> list[Line]:
            lines: list[Line] = [[(piece, "text!")] for piece in wrap(visible(txn.what), width)]
            lines.append(
                [(f"{format_exact(txn.at.date())} {txn.at:%H:%M}  {visible(txn.by)}  {txn.state}", "muted")]
            )
            if is_unread:
                return [*lines, [], [("enter", "accent!"), ("  shows what it changed", "muted")]]
            lines += change_lines(changes.changes, width, glyphs)
            return [*lines, [], [("and more", "muted")]] if changes.is_cut else lines

        return speak

    def changes_of(self, txn: PastTxn) -> PastChanges:
        """The fields of a transaction; it never changes, so it is read once."""
        if txn.id not in self._seen:
            self._seen[txn.id] = self.desk.keeping.changes(txn.id, *self.record)
        return self._seen[txn.id]

    def unfold(self, txn: PastTxn) -> None:
        """Show the fields of a transaction, or hide them; then the cursor is on the transaction again."""
        if self._open.pop(txn.id, None) is None:
            self._open[txn.id] = self.changes_of(txn)
        else:
            self.ledger.go_to(self.ledger.cursor - (self.row.at + 1 if self.row is not None else 0))
        self.fill()
        self.ask_pane()

    def take_back(self, txn: PastTxn) -> None:
        """Take it back and say so."""
        done = self.desk.undo(txn.id)
        self.read_again()
        said = visible(done.text)
        if done.skipped:
            said += f"; {counted(done.skipped, 'record')} edited since, left alone"
        self.show_toast(Toast("done", said, "U redoes"))

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {"open": unfold_row, "undo": take_row_back}


def _record_of(about: Subject | None) -> tuple[str, bytes] | tuple[()]:
    """The record that a subject stands for; nothing for the whole book."""
    if about is None or about.kind in QUESTIONS:
        return ()
    kind, record_id = edited_record(about)
    return (("task" if kind == "promise" else kind), record_id) if kind else ()
