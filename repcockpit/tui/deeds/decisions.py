"""Decisions on the chosen rows, or on the one under the cursor."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from repcockpit.domain.errors import UsageError
from repcockpit.domain.words import SNOOZE_TARGETS
from repcockpit.tui.deeds.capturing import NO_ROW
from repcockpit.tui.subject import QUESTIONS, Subject
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from datetime import date

    from repcockpit.services.decisions.chosen import Decided
    from repcockpit.tui.desks.deeds import Deeds
    from repcockpit.tui.dialogs.snooze import Away
    from repcockpit.tui.screens.frame import FrameScreen

Rows = list[Subject]
_MANY = 20
"""More rows than this are asked about before they change hands."""
SNOOZED = frozenset((*SNOOZE_TARGETS, "setup"))
"""Kinds of rows that can be away for a while."""


def _decide(screen: "FrameScreen", act: "Callable[[Deeds, Rows], Decided]") -> None:
    """Act on the rows and say what was written."""
    rows = screen.subjects()
    if not rows:
        screen.show_toast(NO_ROW)
        return
    say(screen, act(screen.desk.deeds, rows))


def say(screen: "FrameScreen", decided: "Decided") -> None:
    """Fill the list anew, and the sentence of what was decided."""
    screen.read_again(is_done=True)
    words = visible(decided.text)
    if decided.txn is None:
        screen.show_toast(Toast("calm", words, ink="muted"))
    else:
        screen.show_toast(Toast("done", words, "u undoes"))


def _called(rows: Rows) -> str:
    """The row by name, several by their number."""
    if len(rows) > 1:
        return f"{len(rows):,} rows"
    return rows[0].name or rows[0].title


def done(screen: "FrameScreen") -> None:
    """Held, done, kept; a question is opened."""
    rows = screen.subjects()
    if len(rows) == 1 and rows[0].kind in QUESTIONS:
        answer(screen)
    elif _is_review(rows):
        from repcockpit.tui.deeds.reviewing import hold  # noqa: PLC0415 -- rows of reviews only

        hold(screen)
    elif len(rows) == 1 and rows[0].kind == "request":
        from repcockpit.tui.deeds.requesting import solve  # noqa: PLC0415 -- rows of requests only

        solve(screen, rows[0])
    else:
        _decide(screen, lambda deeds, rows: deeds.mark_held(rows))


def _is_review(rows: Rows) -> bool:
    return len(rows) == 1 and rows[0].kind == "qbr"


def moved(screen: "FrameScreen") -> None:
    """Ask for the new day."""
    from repcockpit.tui.dialogs.moved import MovedDialog  # noqa: PLC0415 -- not needed before the first frame

    rows, deeds = screen.subjects(), screen.desk.deeds
    if not rows:
        screen.show_toast(NO_ROW)
        return
    if _is_review(rows):
        from repcockpit.tui.deeds.reviewing import set_date  # noqa: PLC0415 -- rows of reviews only

        set_date(screen)
        return
    usual = deeds.movable_to(rows)

    def chosen(day: "date | None") -> None:
        if day is not None:
            screen.attempt_to(lambda: say(screen, deeds.mark_moved(rows, day)))

    name = rows[0].title or rows[0].name if len(rows) == 1 else _called(rows)
    today = screen.desk.now().date()
    screen.app.push_screen(MovedDialog(name, today, usual, deeds.read_day), chosen)


def snooze(screen: "FrameScreen") -> None:
    """Ask until when, and why."""
    from repcockpit.tui.dialogs.snooze import SnoozeDialog  # noqa: PLC0415 -- the same

    rows, deeds = screen.subjects(), screen.desk.deeds
    if not rows:
        screen.show_toast(NO_ROW)
        return
    if _is_review(rows):
        from repcockpit.tui.deeds.reviewing import skip  # noqa: PLC0415 -- rows of reviews only

        skip(screen)
        return
    if not any(row.kind in SNOOZED for row in rows):
        raise UsageError(
            "this row cannot be snoozed", "accounts, people and tasks can; m moves an appointment"
        )

    def chosen(found: "Away | None") -> None:
        if found is not None:
            screen.attempt_to(lambda: say(screen, deeds.snooze(rows, *found)))

    today, former = screen.desk.now().date(), deeds.snooze_in_force(rows)
    screen.app.push_screen(SnoozeDialog(_called(rows), today, deeds.read_snooze, former), chosen)


def remove(screen: "FrameScreen") -> None:
    """To the bin, with what belongs to it; asked where that is much."""
    rows, deeds = screen.subjects(), screen.desk.deeds
    if not rows:
        screen.show_toast(NO_ROW)
        return
    found = screen.desk.keeping.would_leave(rows)
    if not found.is_many:
        say(screen, deeds.remove(rows))
        return
    from repcockpit.tui.dialogs.question import Question  # noqa: PLC0415 -- where much would go

    def answered(is_meant: bool | None) -> None:  # noqa: FBT001 -- the callback of a screen
        if is_meant:
            screen.attempt_to(lambda: say(screen, deeds.remove(rows)))

    about = "All of it goes to the bin; u, or enter there, gives it back."
    screen.app.push_screen(Question("To the bin", visible(found.words), about, "to the bin"), answered)


def tier_a(screen: "FrameScreen") -> None:
    """Tier A."""
    _decide(screen, lambda deeds, rows: deeds.set_tier(rows, "A"))


def tier_b(screen: "FrameScreen") -> None:
    """Tier B."""
    _decide(screen, lambda deeds, rows: deeds.set_tier(rows, "B"))


def tier_c(screen: "FrameScreen") -> None:
    """Tier C."""
    _decide(screen, lambda deeds, rows: deeds.set_tier(rows, "C"))


def tier_d(screen: "FrameScreen") -> None:
    """Tier D."""
    _decide(screen, lambda deeds, rows: deeds.set_tier(rows, "D"))


def tier_none(screen: "FrameScreen") -> None:
    """No tier."""
    _decide(screen, lambda deeds, rows: deeds.set_tier(rows, None))


def tier_up(screen: "FrameScreen") -> None:
    """One tier up."""
    _decide(screen, lambda deeds, rows: deeds.step_tier(rows, is_up=True))


def tier_down(screen: "FrameScreen") -> None:
    """One tier down."""
    _decide(screen, lambda deeds, rows: deeds.step_tier(rows, is_up=False))


def owner(screen: "FrameScreen") -> None:
    """Ask for the colleague."""
    rows = screen.subjects()
    if not rows:
        screen.show_toast(NO_ROW)
        return

    def chosen(rep_id: bytes) -> None:
        screen.attempt_to(lambda: _give(screen, rows, rep_id))

    count = "" if len(rows) == 1 else f" {len(rows):,} rows"
    choose_rep(screen, f"Give to a colleague: {_called(rows)}", f"give{count}", chosen)


def _give(screen: "FrameScreen", rows: Rows, rep_id: bytes) -> None:
    """Give them; where something is open at the accounts, or they are many, it is named and asked first."""
    deeds = screen.desk.deeds
    more = screen.desk.managing.would_follow(rows, rep_id)
    if not more and len(rows) <= _MANY:
        say(screen, deeds.set_owner(rows, rep_id))
        return
    from repcockpit.domain.views.decisions import Choice  # noqa: PLC0415 -- where something is open
    from repcockpit.tui.dialogs.setup import SetupDialog  # noqa: PLC0415 -- the same

    name = next((one.name for one in deeds.reps() if one.id == rep_id), "")
    choices = [Choice("y", "give them with what is open" if more else "give them", "follow", more)]
    if more:
        choices.append(Choice("o", "only the accounts; what is open stays where it is", "stay"))

    def answered(word: str | None) -> None:
        if word is not None:
            screen.attempt_to(lambda: say(screen, deeds.set_owner(rows, rep_id, follows=word == "follow")))

    what = f"{len(rows):,} rows" if len(rows) > 1 else _called(rows)
    line = "One transaction: u takes all of it back."
    screen.app.push_screen(
        SetupDialog("Give to a colleague", f"{what} to {name}?", (line,), choices), answered
    )


def choose_rep(screen: "FrameScreen", title: str, verb: str, then: Callable[[bytes], None]) -> None:
    """Ask for one of us, those with the most accounts first."""
    from repcockpit.tui.dialogs.choosing import Choosing, Option  # noqa: PLC0415 -- the same

    options = [
        Option(
            one.id.hex(),
            one.name,
            f"{one.accounts:,} account{'' if one.accounts == 1 else 's'}" + (", you" if one.is_me else ""),
        )
        for one in screen.desk.deeds.reps()
    ]

    def chosen(word: str | None) -> None:
        if word is not None:
            then(bytes.fromhex(word))

    screen.app.push_screen(Choosing(visible(title), "", options, verb=verb), chosen)


def answer(screen: "FrameScreen") -> None:
    """Open the question of the row under the cursor."""
    row = screen.subject
    if row is None:
        screen.show_toast(NO_ROW)
    elif row.kind == "old_tasks":
        _decide_old_tasks(screen)
    elif row.kind == "approvals":
        screen.cockpit.open_place("inbox")
    else:
        _ask(screen, row)


def _decide_old_tasks(screen: "FrameScreen") -> None:
    from repcockpit.tui.dialogs.oldtasks import OldTasksDialog  # noqa: PLC0415 -- the same

    deeds = screen.desk.deeds

    def chosen(outcome: str | None) -> None:
        if outcome is not None:
            screen.attempt_to(lambda: say(screen, deeds.close_old_tasks(outcome)))

    screen.app.push_screen(OldTasksDialog(deeds.old_tasks(), screen.desk.now().date()), chosen)


def _ask(screen: "FrameScreen", row: Subject) -> None:
    from repcockpit.tui.dialogs.setup import SetupDialog  # noqa: PLC0415 -- the same

    deeds = screen.desk.deeds
    asked = deeds.setup_question(row)

    def be(rep_id: bytes) -> None:
        screen.attempt_to(lambda: say(screen, deeds.answer_setup(row, f"owner:{rep_id.hex()}")))

    def chosen(word: str | None) -> None:
        if word == "choose":
            screen.perform("accounts")
        elif word == "other":
            choose_rep(screen, "Which owner are you?", "that is me", be)
        elif word is not None:
            screen.attempt_to(lambda: say(screen, deeds.answer_setup(row, word)))

    screen.app.push_screen(SetupDialog("Set up", asked.title, asked.lines, asked.choices), chosen)
