"""Going from screen to screen, back, and out."""

from typing import TYPE_CHECKING

from repcockpit.tui.widgets.field import Field

if TYPE_CHECKING:
    from repcockpit.tui.screens.frame import FrameScreen
    from repcockpit.tui.screens.listing import ListScreen


def today(screen: "FrameScreen") -> None:
    """Today."""
    screen.cockpit.go("today")


def accounts(screen: "FrameScreen") -> None:
    """Accounts."""
    screen.cockpit.go("accounts")


def contacts(screen: "FrameScreen") -> None:
    """Contacts."""
    screen.cockpit.go("contacts")


def qbrs(screen: "FrameScreen") -> None:
    """QBRs."""
    screen.cockpit.go("qbrs")


def requests(screen: "FrameScreen") -> None:
    """Requests."""
    screen.cockpit.go("requests")


def coverage(screen: "FrameScreen") -> None:
    """Coverage."""
    screen.cockpit.go("coverage")


def duplicates(screen: "FrameScreen") -> None:
    """Pairs that may be one."""
    screen.cockpit.open_place("duplicates")


def bin_(screen: "FrameScreen") -> None:
    """What was removed."""
    screen.cockpit.open_place("bin")


def settings(screen: "FrameScreen") -> None:
    """Theme, keys, calendar, rules."""
    screen.cockpit.open_place("settings")


def record_history(screen: "FrameScreen") -> None:
    """The history of the row's record, or of the whole book where there is no row."""
    screen.cockpit.open_place("history", screen.subject)


def back(screen: "FrameScreen") -> None:
    """Leave the field, let go of chosen rows, clear the filter, then go back to the screen below."""
    if getattr(screen, "is_filtering", False):
        listing: ListScreen = screen  # type: ignore[assignment]
        listing.is_filtering = False
        listing.set_filter(Field())
        return
    chosen = getattr(screen, "chosen", None)
    if chosen:
        from repcockpit.tui.deeds.moving import let_go  # noqa: PLC0415 -- needed only here

        listing = screen  # type: ignore[assignment]
        let_go(listing)
    elif getattr(screen, "filter", Field()).text:
        listing = screen  # type: ignore[assignment]
        listing.set_filter(Field())
    elif len(screen.app.screen_stack) > 1:
        screen.dismiss(None)
    elif screen.cockpit.home is not None:
        screen.cockpit.leave()
    else:
        screen.draw_bars()


def leave(screen: "FrameScreen") -> None:
    """Quit: everything is saved already."""
    screen.cockpit.leave()
