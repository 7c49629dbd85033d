"""A device that is in no team yet: who is at the keyboard, the team that is found at the target, or a name for a new one."""

from functools import partial
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError, InvalidValueError
from repcockpit.tui.deeds.syncing import ask_passphrase, start
from repcockpit.tui.job import Job
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.domain.views.syncing import JoinPreview, SyncReport
    from repcockpit.services.importing.apart import Person
    from repcockpit.tui.screens.syncing import SyncScreen
    from repcockpit.tui.syncer import Ended

NAME = "It is new there. What is the team called? Every device says the same name."


def begin(screen: "SyncScreen", target: str) -> None:
    """Ask who this is where nobody said it, then look whose file or folder it is."""
    imports = screen.desk.imports
    if imports.has_rep():
        _look(screen, target, None)
        return
    from repcockpit.tui.dialogs.whoami import WhoAmI  # noqa: PLC0415 -- needed only here

    def told(person: "Person | None") -> None:
        if person is not None:
            _look(screen, target, person)

    about = "The team sees who changed what."
    screen.app.push_screen(WhoAmI(imports, imports.proposed("", None), about), told)


def _look(screen: "SyncScreen", target: str, person: "Person | None", passphrase: str | None = None) -> None:
    """Read what lies at the target beside the screen; `person` is who joins, where the device is nobody's yet."""
    part = screen.desk.syncing
    rep = person.name if person is not None else part.rep_name

    def found(preview: "JoinPreview | None") -> None:
        screen.clear_toast()
        if preview is None:
            _found(screen, target, person)
        else:
            _join(screen, target, person, preview, passphrase)

    def refused(problem: CockpitError) -> None:
        if getattr(problem, "needs_passphrase", False) and passphrase is None:
            screen.clear_toast()
            ask_passphrase(screen, lambda typed: _look(screen, target, person, typed))
        else:
            screen.show_error(problem)

    def say(_done: int, _total: int) -> None:
        screen.show_toast(Toast("calm", "Looking whose it is", ink="muted"))

    Job(
        screen, lambda _progress, _stopped: part.preview_apart(target, rep, passphrase), found, refused, say
    ).start()


def _found(screen: "SyncScreen", target: str, person: "Person | None") -> None:
    """Nobody is there: the team gets its name here."""
    from repcockpit.tui.dialogs.entry import Entry  # noqa: PLC0415 -- needed only here

    def check(text: str) -> str:
        if not text.strip():
            raise InvalidValueError("a team needs a name", "the company, the region: what people say")
        return f"{' '.join(text.split())}, founded at {target}"

    def found(name: str) -> None:
        if person is not None:
            screen.desk.imports.become(person)
        screen.desk.syncing.name_team(name)
        screen.read_again()
        start(screen, target)

    def named(name: str | None) -> None:
        if name is not None:
            screen.attempt_to(partial(found, name))

    screen.app.push_screen(Entry("A new team", NAME, "", check), named)


def _join(
    screen: "SyncScreen",
    target: str,
    person: "Person | None",
    preview: "JoinPreview",
    passphrase: str | None = None,
) -> None:
    """Name the team, its digits, and what would be sent of one's own; its default is no."""
    from repcockpit.tui.dialogs.question import Question  # noqa: PLC0415 -- needed only here

    team = f"{visible(preview.team.team_name or 'a team without a name')} {preview.team.team_digits}"
    known = "its rep of that name" if preview.is_rep_known else "new to it"
    if preview.devices:
        known += f" (also on {', '.join(visible(one) or 'another device' for one in preview.devices)})"
    told = [f"As {visible(preview.rep)}, {known}."]
    if preview.published:
        told.append(f"Goes along as it is now: {counted(preview.published, 'record')} of yours.")
    if preview.merged:
        told.append(f"Becomes one with the team's own: {counted(preview.merged, 'record')}.")
    told.append("Compare the eight digits with a colleague first.")

    part, syncer = screen.desk.syncing, screen.cockpit.syncer

    def work() -> "SyncReport":
        return part.join_apart(target, preview.rep, passphrase)

    def answered(is_meant: bool | None) -> None:  # noqa: FBT001 -- the callback of a screen
        if is_meant and syncer.start(work):
            syncer.over.append(partial(_joined, screen, person))
            screen.fill()

    screen.app.push_screen(Question("Join the team", team, " ".join(told), "join it"), answered)


def _joined(screen: "SyncScreen", person: "Person | None", ended: "Ended") -> None:
    """See whose device it is now; zone and country are kept with the rep that the team knows."""
    hears = screen.cockpit.syncer.over
    hears[:] = [hear for hear in hears if getattr(hear, "func", None) is not _joined]
    if ended.error is not None:
        return
    screen.attempt_to(screen.desk.syncing.reread)
    if person is not None:
        screen.attempt_to(partial(screen.desk.imports.become, person))
    screen.read_again()
