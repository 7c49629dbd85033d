"""The keys of the team's screens: other days, the page of a rep, the rows behind a number, the 1:1 pack."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repcockpit.domain.errors import RefusedError
from repcockpit.domain.team import span_after, span_before
from repcockpit.domain.views.team import TeamRow
from repcockpit.tui.deeds.capturing import NO_ROW
from repcockpit.tui.deeds.writing import is_writing, place_of, write_beside
from repcockpit.tui.subject import Subject
from repcockpit.tui.team_rows import TeamLine
from repcockpit.tui.team_span import next_kind, span_of, span_words
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.domain.views.team import TeamSpan
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.screens.team import TeamScreen
    from repcockpit.tui.screens.team_reading import TeamReading

_WHOSE = Toast("calm", "No rep is under the cursor", ink="muted")
_FINISHED = Toast("calm", "These days are the present ones", ink="muted")


def team(screen: "FrameScreen") -> None:
    """The team."""
    screen.cockpit.go("team")


def period(screen: "TeamReading") -> None:
    """Week, month, quarter, the days chosen last."""
    kind = next_kind(screen.span.kind, has_days=screen.days is not None)
    desk = screen.desk.team
    screen.turn_to(span_of(kind, desk.today(), desk.first_weekday(), screen.days))


def period_before(screen: "TeamReading") -> None:
    """The days before."""
    screen.turn_to(span_before(screen.span))


def period_after(screen: "TeamReading") -> None:
    """The days after, up to the present ones."""
    after = span_after(screen.span)
    if after.since > screen.desk.team.today():
        screen.show_toast(_FINISHED)
        return
    screen.turn_to(after)


def period_dates(screen: "TeamReading") -> None:
    """Any days."""
    from repcockpit.tui.dialogs.span import SpanDialog  # noqa: PLC0415 -- not needed before the first key

    def chosen(span: "TeamSpan | None") -> None:
        if span is not None:
            screen.turn_to(span)

    screen.app.push_screen(SpanDialog(screen.desk.team), chosen)


def open_line(screen: "TeamScreen") -> None:
    """The page of a rep or of the team; else what the row is about."""
    row: TeamLine | None = screen.row
    if row is None:
        screen.show_toast(NO_ROW)
    elif isinstance(row.item, TeamRow):
        screen.cockpit.open_place("team_rep", row.rep_id, screen.span, screen.view)
    else:
        open_subject(screen, screen.subject)


def open_subject(screen: "FrameScreen", subject: Subject | None) -> None:
    """A rep's page, an account or a person in full; any other record is read, and enter there opens whose it is."""
    if subject is None:
        screen.show_toast(NO_ROW)
    elif subject.kind == "rep":
        reading: Any = screen
        screen.cockpit.open_place("team_rep", subject.id, reading.span, reading.view)
    elif subject.kind in {"account", "contact"}:
        screen.cockpit.open_detail(subject)
    else:
        from repcockpit.tui.dialogs.record import open_record  # noqa: PLC0415 -- needed only here

        screen.attempt_to(lambda: open_record(screen, subject))


def scorecard(screen: "TeamReading") -> None:
    """The scorecard of the rep of the row, of the account of the row, else of the team."""
    subject = screen.subject
    if subject is not None and subject.kind == "account":
        screen.cockpit.open_place("scorecard", subject)
        return
    rep = screen.rep
    about = Subject("rep", rep.id, name=rep.name) if rep is not None else Subject("team", b"")
    screen.cockpit.open_place("scorecard", about)


def one_to_one(screen: "TeamReading") -> None:
    """Ask where to, and write the pack for a talk with the rep of the row. Raises RefusedError."""
    from repcockpit.tui.dialogs.pack import PackDialog  # noqa: PLC0415 -- not needed before the first key

    rep = screen.rep
    if rep is None:
        screen.show_toast(_WHOSE)
        return
    if is_writing(screen):
        return
    desk = screen.desk.team
    if not desk.may_see("one_to_one", rep.id):
        raise RefusedError("a 1:1 pack is for the rep and for who leads", "p on your own row makes yours")
    span = desk.pack_span(screen.span)

    def chosen(target: Path | None) -> None:
        if target is not None:
            _write(screen, rep, span, target)

    folder = screen.cockpit.kept_choice("pack_folder") or "~"
    about = f"{rep.name}, {span_words(span, desk.today())}"
    screen.app.push_screen(PackDialog(about, f"{folder}/{desk.pack_name(rep.name)}"), chosen)


def _write(screen: "TeamReading", rep: TeamRow, span: "TeamSpan", target: Path) -> None:
    write_beside(
        screen,
        target,
        partial(screen.desk.team.write_pack, rep.id, span, target),
        folder="pack_folder",
        busy="a pack written to",
        written=lambda _bytes: f"1:1 pack of {visible(rep.name)} written to {place_of(target)}",
        going=lambda _done, _total: f"Writing the pack of {visible(rep.name)}",
    )
