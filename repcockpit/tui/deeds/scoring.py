"""The scorecard: open it, widen it from account to rep to team, go down to the rows."""

from typing import TYPE_CHECKING

from repcockpit.tui.subject import QUESTIONS, Subject

if TYPE_CHECKING:
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.screens.scorecard import ScorecardScreen


def scorecard(screen: "FrameScreen") -> None:
    """The scorecard of the account of the row, else of the rep."""
    subject = screen.subject
    account = None
    if subject is not None and subject.kind not in QUESTIONS:
        account = subject.id if subject.kind == "account" else subject.account_id
    if account is not None and subject is not None:
        name = subject.place or subject.name
        screen.cockpit.open_place("scorecard", Subject("account", account, account_id=account, name=name))
        return
    screen.cockpit.open_place("scorecard", rep_subject(screen))


def rep_subject(screen: "FrameScreen") -> Subject:
    """The rep whose day it is; the team where it is everybody's."""
    rep_id = screen.desk.scores.rep_id
    return Subject("rep", rep_id) if rep_id is not None else Subject("team", b"")


def widen(screen: "ScorecardScreen") -> None:
    """From an account to its rep, from a rep to the team, and back to the rep."""
    if screen.about.kind == "account":
        screen.turn_to(rep_subject(screen))
    elif screen.about.kind == "rep":
        screen.turn_to(Subject("team", b""))
    else:
        screen.turn_to(rep_subject(screen))


def open_row(screen: "ScorecardScreen") -> None:
    """The scorecard of a customer, else the rows behind the part."""
    row = screen.row
    if row is not None and row.account_id is not None:
        about = Subject("account", row.account_id, account_id=row.account_id, name=row.title)
        screen.cockpit.open_place("scorecard", about)
        return
    screen.perform("why")
