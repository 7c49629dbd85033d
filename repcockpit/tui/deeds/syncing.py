"""Syncing: now, with another target, without a lost device."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.screens.syncing import SyncScreen
    from repcockpit.tui.syncer import Ended

_ENCRYPT = (
    "Nobody reads or writes the team's file without it, and every other device is asked for it once."
    " It cannot be taken off again."
)
_RENEW = (
    "A new passphrase for everybody else: who is out reads nothing that is written from now on."
    " What was received before stays readable there. Leave it to keep the old one."
)
_RECOVERY = "Write it down: it opens the team's file as the passphrase does, and is shown this once."
OF_SAMPLE = Toast("calm", "The sample book stays on this computer", ink="muted")


def sync(screen: "FrameScreen") -> None:
    """Open the panel and begin a sync in it; where no target is known it is asked for."""
    if screen.cockpit.is_demo:
        screen.show_toast(OF_SAMPLE)
        return
    if screen.place != "sync":
        screen.cockpit.open_place("sync")
    shown: Any = screen.cockpit.screen
    shown.call_after_refresh(_begin, shown)


def _begin(screen: "SyncScreen") -> None:
    if screen.status.target is None:
        target(screen)
    else:
        start(screen)


def start(screen: "SyncScreen", place: str | None = None, passphrase: str | None = None) -> None:
    """Begin a sync, and ask for the passphrase where it turns out to be needed."""
    syncer = screen.cockpit.syncer
    if passphrase is None:
        syncer.over[:] = [hear for hear in syncer.over if not isinstance(hear, partial)]
        syncer.over.append(partial(_ask_passphrase, screen, place))
    if syncer.start(partial(screen.desk.syncing.sync_apart, place, passphrase)):
        screen.fill()


def _ask_passphrase(screen: "SyncScreen", place: str | None, ended: "Ended") -> None:
    """After a sync that a passphrase would have opened."""
    if not getattr(ended.error, "needs_passphrase", False) or screen.cockpit.screen is not screen:
        return
    ask_passphrase(screen, lambda passphrase: start(screen, place, passphrase))


def ask_passphrase(
    screen: "FrameScreen", then: Callable[[str], object], about: str = "", verb: str = ""
) -> None:
    """Ask for it and go on with it; nothing happens where it is not given."""
    from repcockpit.tui.dialogs.target import PassphraseDialog  # noqa: PLC0415 -- needed only here

    def told(passphrase: str | None) -> None:
        if passphrase is not None:
            then(passphrase)

    screen.app.push_screen(PassphraseDialog(about, verb), told)


def encrypt(screen: "SyncScreen") -> None:
    """Encrypt the team's file from the next sync on."""
    ask_passphrase(screen, lambda passphrase: start(screen, None, passphrase), _ENCRYPT, "encrypt it")


def show_recovery_key(screen: "FrameScreen", key: str) -> None:
    """Show it, this once."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- needed only here

    def lines(width: int) -> list[Line]:
        told = [[(piece, "text")] for piece in wrap(_RECOVERY, width)]
        groups = [[(piece, "accent!")] for piece in wrap(key.replace("-", " "), min(width, 40))]
        return [*told, [], *groups]

    screen.app.push_screen(Reading("Recovery key", lines))


def target(screen: "SyncScreen") -> None:
    """Ask where the team syncs, and sync there."""
    from repcockpit.tui.dialogs.target import TargetDialog  # noqa: PLC0415 -- needed only here

    def told(path: str | None) -> None:
        if path is None:
            return
        if screen.status.team_id is None and screen.status.team_name is None:
            from repcockpit.tui.deeds.founding import begin  # noqa: PLC0415 -- once in a book's life

            begin(screen, path)
        else:
            start(screen, path)

    if (
        screen.app.screen is screen
    ):  # the person may have gone elsewhere before it was known that one is missing
        screen.app.push_screen(TargetDialog(screen.status.target or ""), told)


def retire(screen: "SyncScreen") -> None:
    """Apply nothing that the device under the cursor writes from here on; asked, since it is a colleague's."""
    from repcockpit.tui.dialogs.question import Question  # noqa: PLC0415 -- needed only here

    one = screen.row.replica if screen.row is not None else None
    if one is None or one.is_this:
        said = "This device cannot retire itself" if one is not None else "Go to a device first"
        screen.show_toast(Toast("calm", said, ink="muted"))
        return

    def write() -> None:
        saved = screen.desk.syncing.retire(one.id, is_back=one.is_retired)
        screen.read_again()
        if saved is not None:
            screen.show_toast(Toast("done", visible(saved.text), "u undoes"))
            if screen.status.is_encrypted and not one.is_retired:
                ask_passphrase(screen, renew, _RENEW, "renew it")

    def renew(passphrase: str) -> None:
        def write_key() -> None:
            key = screen.desk.syncing.renew(passphrase)
            start(screen)
            show_recovery_key(screen, key)

        screen.attempt_to(write_key)

    def answered(is_meant: bool | None) -> None:  # noqa: FBT001 -- the callback of a screen
        if is_meant:
            screen.attempt_to(write)

    who = f"{visible(one.rep or 'nobody yet')}, {visible(one.device or 'a device without a name')}"
    if one.is_retired:
        about, verb = "What it wrote meanwhile is applied on every device.", "take it back"
    else:
        about, verb = "What it writes from here on is kept and not applied, on every device.", "retire it"
    screen.app.push_screen(Question("Lost device", who, about, verb), answered)


def open_row(screen: "SyncScreen") -> None:
    """The target is changed, conflicts are opened, what others removed comes back, every other row is read whole."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- needed only here
    from repcockpit.tui.sync_rows import about_lines  # noqa: PLC0415 -- the same

    row = screen.row
    if row is None:
        return
    if row.kind == "target":
        target(screen)
    elif row.kind == "team" and not screen.status.is_encrypted:
        encrypt(screen)
    elif row.kind == "conflicts":
        screen.perform("conflicts")
    elif row.removal is not None:
        from repcockpit.tui.deeds.capturing import say_saved  # noqa: PLC0415 -- needed only here

        say_saved(screen, screen.desk.keeping.restore(row.removal.records))
    else:
        title = {"replica": "Device", "team": "Team", "last": "Last sync", "timer": "By itself"}
        screen.app.push_screen(Reading(title.get(row.kind, "To look at"), partial(about_lines, row)))
