"""The scorecard: seven parts, retention and loyalty, the sand test; of a rep every customer, scored beside the screen."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.score_words import QUADRANT_WORDS, index_words
from repcockpit.tui.deeds import scoring
from repcockpit.tui.desk import Desk
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.job import Job
from repcockpit.tui.score_rows import ScoreRow, paint_score, score_sheet
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title, Toast
from repcockpit.tui.widgets.pane import Speaker

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Why
    from repcockpit.tui.desks.scores import Sheets


class ScorecardScreen(ListScreen):
    """The scorecard of `about`: an account, a rep, or the team."""

    place = "scorecard"

    def __init__(self, desk: Desk, about: Subject | None = None) -> None:
        rep_id = desk.scores.rep_id
        own = Subject("rep", rep_id) if rep_id is not None else Subject("team", b"")
        self.about = about or own
        self.sheets: Sheets | None = None
        self.job: Job[Sheets] | None = None
        self._is_shown = False
        super().__init__(desk)

    @property
    def _rep_id(self) -> bytes | None:
        return self.about.id if self.about.kind == "rep" else None

    def read(self) -> None:
        """At once for an account and a small book; else beside the screen, with a count."""
        scores = self.desk.scores
        if self.about.kind == "account":
            self.sheets = scores.of_account(self.about.id)
        elif not scores.is_large(self._rep_id):
            self.sheets = scores.of_rep(self._rep_id)
        elif self._is_shown:
            self._begin()

    def on_mount(self) -> None:
        """Begin to count where that takes long."""
        self._is_shown = True
        if self.sheets is None:
            self._begin()

    def _begin(self) -> None:
        self.let_go()
        scores, rep_id = self.desk.scores, self._rep_id
        self.job = Job(
            self,
            lambda progress, stopped: scores.of_rep_apart(rep_id, progress, stopped),
            self._counted,
            self._failed,
            self._say,
        )
        self.job.start()

    def let_go(self) -> None:
        """Stop counting."""
        if self.job is not None and not self.job.is_over:
            self.job.stop()
        self.job = None

    def _counted(self, sheets: "Sheets") -> None:
        self.job = None
        self.sheets = sheets
        self.clear_toast()
        self.fill()
        self.ask_pane()

    def _failed(self, error: CockpitError) -> None:
        self.job = None
        self.show_error(error)

    def _say(self, done: int, total: int) -> None:
        self.show_toast(
            Toast(
                "calm", f"Scoring {done // 2:,} of {total // 2:,} customers", "esc stops", "muted", stays=True
            )
        )

    def take_key(self, event: Key) -> None:
        """Esc stops counting first."""
        if event.key == "escape" and self.job is not None:
            self.let_go()
            self.clear_toast()
            self.draw_bars()
            if self.sheets is not None:
                return
        super().take_key(event)

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self.let_go()

    def turn_to(self, about: Subject) -> None:
        """Show another scorecard here."""
        self.let_go()
        self.about, self.sheets = about, None
        self.attempt_to(self.look_anew)

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[ScoreRow]:
        """The rows that the filter keeps."""
        return score_sheet(self.sheets, text, is_airy=is_airy)

    def key_of(self, row: ScoreRow) -> object:
        """What makes it the same row."""
        return row.key

    def paint(self, row: ScoreRow, width: int, *, is_here: bool) -> Line:
        """One row."""
        return paint_score(row, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: ScoreRow) -> Subject | None:
        """The customer of the row, else whom the scorecard is about."""
        if row.account_id is not None:
            return Subject("account", row.account_id, account_id=row.account_id, name=row.title)
        return self.about if self.about.kind == "account" else None

    def copied(self, row: ScoreRow) -> str:
        """The row as a sentence."""
        value = row.said or ("unknown" if row.value is None else f"{row.value:.0f} of 100")
        return ", ".join(part for part in (f"{row.title} {value}", row.middle, row.fact) if part)

    def title_now(self) -> Title:
        """Whose, and the index."""
        card = self.sheets.card if self.sheets is not None else None
        name = card.name if card is not None else self.about.name
        who = f"{name} {card.segment}" if card is not None and card.segment else name
        more = () if card is None or card.kind == "account" else (f"{card.customers:,} customers",)
        return Title("", "Scorecard", (visible(who), *more), is_demo=self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """The index, and where retention and loyalty cross."""
        if self.sheets is None:
            return ()
        card = self.sheets.card
        words = QUADRANT_WORDS[card.quadrant].partition(":")[0] if card.quadrant else ""
        tone = {"loyal": ("done", "good"), "at_risk": ("late", "late")}.get(
            card.quadrant or "", ("slip", "soon")
        )
        return (
            Fact(
                "calm" if card.value is not None else "hole",
                index_words(card.value, card.value_before),
                "text",
            ),
            Fact(tone[0], words, tone[1]),
        )

    def why_view(self) -> "Why | None":
        """Everything behind the row."""
        row = self.row
        if row is None or self.sheets is None:
            return None
        if row.account_id is not None:
            return self.desk.details.why_of(self.subject) if self.subject is not None else None
        return self.desk.scores.why(self.sheets, row.kind, row.name)

    def speaker(self, row: ScoreRow) -> Speaker | None:
        """What stands behind the row, as far as there is room."""
        from repcockpit.tui.score_pane import why_lines  # noqa: PLC0415 -- only beside a wide list

        if row.account_id is not None or self.sheets is None:
            return None
        view = self.desk.scores.why(self.sheets, row.kind, row.name)

        def speak(width: int, glyphs: Glyphs) -> list[Line]:
            return why_lines(view, width, glyphs)

        return speak

    def blank_words(self) -> list[Line]:
        """Still counting, stopped, or nothing fits."""
        if self.sheets is not None:
            return super().blank_words()
        said = "The customers are being scored." if self.job is not None else "Not every customer was scored."
        key = "ctrl+r" if self.job is None else "esc"
        verb = "  begins anew" if self.job is None else "  stops"
        return [[(said, "text!")], [], [(key, "accent!"), (verb, "text")]]

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": scoring.open_row,
        "scorecard": scoring.widen,
    }
