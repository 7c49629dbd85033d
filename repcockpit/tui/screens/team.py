"""Screen 8, Team: a row for each of us, A to Z and never ranked; below, where help is needed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from textual.geometry import Size

from repcockpit.domain.views.details import Why
from repcockpit.domain.views.team import QbrLine, TeamRow
from repcockpit.tui import actions
from repcockpit.tui.deeds import teaming
from repcockpit.tui.deeds.team_export import export
from repcockpit.tui.screens.team_reading import TeamReading
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.state import PlaceState
from repcockpit.tui.subject import Subject
from repcockpit.tui.team_paint import team_line
from repcockpit.tui.team_rows import HELP, TeamLine, line_copied, line_subject, team_sheet
from repcockpit.tui.team_span import span_words
from repcockpit.tui.team_table import Shown, head_line, shown_of
from repcockpit.tui.team_why import why_of_row
from repcockpit.tui.text import Line, justify, visible
from repcockpit.tui.widgets.bars import TABS_FROM, Fact, Title
from repcockpit.tui.widgets.blank import nothing_fits
from repcockpit.tui.widgets.pane import Speaker
from repcockpit.tui.words import counted

_TALL = 36


class TeamScreen(TeamReading):
    """The table, and what waits."""

    place = "team"
    shown: Shown

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[TeamLine]:
        """The reps, the team, help, reviews, silence."""
        if self.view is None or not self.view.rows:
            return Sheet(())
        self.shown = shown_of(self.view, has_plan=self.desk.team.may_see("attainment", None))
        return team_sheet(self.view, text, is_airy=is_airy or self.app.size.height >= 24)

    def key_of(self, row: TeamLine) -> object:
        """Section and record."""
        return row.key

    def paint(self, row: TeamLine, width: int, *, is_here: bool) -> Line:
        """One row."""
        return team_line(row, self.shown, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: TeamLine) -> Subject | None:
        """The rep, the account, the review, what help is needed with."""
        return line_subject(row)

    def copied(self, row: TeamLine) -> str:
        """The row as a sentence."""
        return line_copied(row)

    @property
    def rep(self) -> TeamRow | None:
        """The rep of the row under the cursor."""
        row: TeamLine | None = self.row
        if row is None or self.view is None:
            return None
        return next((one for one in self.view.rows if one.id == row.rep_id), None)

    def rows_shown(self) -> list[bytes]:
        """The reps that the filter shows."""
        sheet = self.ledger.sheet
        rows = map(sheet.row, range(sheet.row_count))
        return [row.item.id for row in rows if isinstance(row.item, TeamRow) and row.rep_id is not None]

    def head_height(self, size: Size) -> int:
        """The names of the columns, and on a tall screen what they are about."""
        return 4 if size.height >= _TALL else 1

    def head_lines(self, width: int) -> list[Line]:
        """Whose team and how many, then the names of the columns."""
        if self.view is None or not self.view.rows:
            return []
        names = head_line(width, self.shown)
        if self.app.size.height < _TALL:
            return [names]
        said = f"{counted(len(self.view.rows), 'rep')}, A to Z, never ranked"
        start: Line = [(" ", "text"), (self._span_words().capitalize(), "text!"), ("  " + said, "muted")]
        end: Line = []
        for name, word in (
            ("period_before", ""),
            ("period_after", " before, after  "),
            ("period", " period "),
        ):
            keys = actions.keys_of(actions.action(name), self.cockpit.changed_keys)
            end += (
                [(actions.shown_key(keys[0]) + ("" if word else " "), "accent!"), (word, "muted")]
                if keys
                else []
            )
        return [[], justify(start, end, width, self.cockpit.glyphs.ellipsis), [], names]

    def _span_words(self) -> str:
        return span_words(self.span, self.desk.team.today())

    def title_now(self) -> Title:
        """Which days, whose screen."""
        said = self._span_words()
        parts = (said.capitalize() if self.app.size.width >= TABS_FROM else said,)
        return Title("8", "Team", parts, self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """Who needs help, how many rows are old, how many reps."""
        if self.view is None:
            return (self.reading_fact(),)
        urgent = {one.rep_id for one in self.view.help if one.urgency == 0 and one.kind != "leave"}
        stale = sum(row.stale for row in self.view.rows)
        needs = f"{len(urgent)} need{'s' if len(urgent) == 1 else ''} help"
        count = counted(len(self.view.rows), "rep")
        waiting = self.desk.managing.waiting()
        return (
            Fact("slip", f"{waiting} to answer" if waiting else "", "soon"),
            Fact("late", needs if urgent else "", "late!"),
            Fact("hole", f"{stale} long not synced" if stale else "", "muted"),
            self.reading_fact() if not self.is_read else Fact("calm", f"{count}, A to Z", "muted"),
        )

    def speaker(self, row: TeamLine) -> Speaker | None:
        """The rep of the row."""
        del row
        from repcockpit.tui.team_pane import rep_lines  # noqa: PLC0415 -- only beside a wide list

        rep = self.rep
        if rep is None or self.view is None:
            return None
        return partial(rep_lines, self.view, rep, self.aside_of(rep), has_plan=self.has_plan(rep))

    def why_view(self) -> Why | None:
        """How the numbers of the row are counted; of a review or an account its own reasons."""
        row: TeamLine | None = self.row
        if row is None or self.view is None:
            return None
        if isinstance(row.item, TeamRow):
            return why_of_row(self.view, row.item, has_plan=self.has_plan(row.item))
        if isinstance(row.item, QbrLine):
            return self.desk.reviews.why(self.desk.reviews.sheet(row.item.qbr_id).row)
        if row.section == HELP and self.rep is not None:
            return why_of_row(self.view, self.rep, has_plan=self.has_plan(self.rep))
        return super().why_view()

    def blank_words(self) -> list[Line]:
        """Still reading, no row fits, or no team."""
        if self.filter.text:
            return nothing_fits(self.filter.text)
        if self.view is None:
            return [
                [("The team is being read.", "text!")],
                [],
                [("esc", "accent!"), ("  leads back", "text")],
            ]
        return no_team()

    def state_now(self) -> PlaceState:
        """The row of before."""
        return super().state_now()

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": teaming.open_line,
        "pack": teaming.one_to_one,
        "export": export,
        "scorecard": teaming.scorecard,
    }


def no_team() -> list[Line]:
    """A book without anybody's name."""
    return [
        [("The week of everybody who sells stands here, one row each.", "text!")],
        [],
        [(visible("S"), "accent!"), ("  syncs with the file or folder of the team", "text")],
        [("   repcockpit init --rep NAME says who you are, and begins with one row", "muted")],
    ]
