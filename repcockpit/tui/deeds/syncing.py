"""Syncing: now, with another target, without a lost device."""

from functools import partial
from typing import TYPE_CHECKING, Any

from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.screens.syncing import SyncScreen
    from repcockpit.tui.syncer import Ended

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
    from repcockpit.tui.dialogs.target import PassphraseDialog  # noqa: PLC0415 -- needed only here

    def told(passphrase: str | None) -> None:
        if passphrase is not None:
            start(screen, place, passphrase)

    screen.app.push_screen(PassphraseDialog(), told)


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
    """The target is changed, conflicts are opened, every other row is read whole."""
    from repcockpit.tui.dialogs.reading import Reading  # noqa: PLC0415 -- needed only here
    from repcockpit.tui.sync_rows import about_lines  # noqa: PLC0415 -- the same

    row = screen.row
    if row is None:
        return
    if row.kind == "target":
        target(screen)
    elif row.kind == "conflicts":
        screen.perform("conflicts")
    else:
        title = {"replica": "Device", "team": "Team", "last": "Last sync", "timer": "By itself"}
        screen.app.push_screen(Reading(title.get(row.kind, "To look at"), partial(about_lines, row)))
