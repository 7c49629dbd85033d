"""The scorecard: seven parts, retention and loyalty, the sand test; of a rep every customer, scored beside the screen."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from repcockpit.domain.score_words import QUADRANT_WORDS, index_words
from repcockpit.tui.deeds import scoring
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.score_rows import ScoreRow, paint_score, score_sheet
from repcockpit.tui.screens.counting import CountingScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.pane import Speaker

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Why


class ScorecardScreen(CountingScreen):
    """The scorecard of `about`: an account, a rep, or the team."""

    place = "scorecard"

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

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": scoring.open_row,
        "scorecard": scoring.widen,
    }
