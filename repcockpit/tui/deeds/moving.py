"""Moving in a list, choosing rows, filter and order."""

from typing import TYPE_CHECKING

from repcockpit.tui.deeds.capturing import NO_ROW
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.tui.screens.listing import ListScreen

MOST_CHOSEN = 5_000
"""How many rows may be chosen at once: a decision on more is a rule, not a choice."""


def down(screen: "ListScreen") -> None:
    """Next row."""
    screen.ledger.move(1)


def up(screen: "ListScreen") -> None:
    """Row before."""
    screen.ledger.move(-1)


def top(screen: "ListScreen") -> None:
    """First row."""
    screen.ledger.go_to(0)


def bottom(screen: "ListScreen") -> None:
    """Last row."""
    screen.ledger.go_to(screen.ledger.sheet.row_count)


def half_down(screen: "ListScreen") -> None:
    """Half a page on."""
    screen.ledger.page(0.5)


def half_up(screen: "ListScreen") -> None:
    """Half a page back."""
    screen.ledger.page(-0.5)


def page_down(screen: "ListScreen") -> None:
    """A page on."""
    screen.ledger.page(1)


def page_up(screen: "ListScreen") -> None:
    """A page back."""
    screen.ledger.page(-1)


def next_section(screen: "ListScreen") -> None:
    """The first row under the next heading."""
    starts = _starts(screen)
    screen.ledger.go_to(next((at for at in starts if at > screen.ledger.cursor), screen.ledger.cursor))


def previous_section(screen: "ListScreen") -> None:
    """The first row of this section, else of the one before."""
    starts = _starts(screen)
    screen.ledger.go_to(max((at for at in starts if at < screen.ledger.cursor), default=0))


def _starts(screen: "ListScreen") -> list[int]:
    starts, row = [], 0
    for group in screen.ledger.sheet.groups:
        starts.append(row)
        row += len(group.rows)
    return starts


def select(screen: "ListScreen") -> None:
    """Choose the row, or let go of it, and go on to the next."""
    subject = screen.subject
    if subject is None:
        screen.show_toast(NO_ROW)
        return
    key = screen.key_of(screen.row)
    if screen.chosen.pop(key, None) is None:
        screen.chosen[key] = subject
    screen.ledger.move(1)
    screen.ledger.refresh()
    screen.draw_bars()


def select_all(screen: "ListScreen") -> None:
    """Choose every row that the filter shows; where all are chosen, let go of them."""
    sheet = screen.ledger.sheet
    if len(screen.chosen) >= sheet.row_count:
        let_go(screen)
        return
    if sheet.row_count > MOST_CHOSEN:
        said = f"{sheet.row_count:,} rows are too many to choose at once; narrow the list with /"
        screen.show_toast(Toast("calm", said, ink="muted"))
        return
    for row in map(sheet.row, range(sheet.row_count)):
        subject = screen.subject_of(row)
        if subject is not None:
            screen.chosen[screen.key_of(row)] = subject
    screen.ledger.refresh()
    screen.draw_bars()


def let_go(screen: "ListScreen") -> None:
    """No row is chosen any more."""
    screen.chosen.clear()
    screen.ledger.refresh()
    screen.draw_bars()


def filter(screen: "ListScreen") -> None:  # noqa: A001 -- the action's name
    """Type into the filter."""
    screen.is_filtering = True
    screen.draw_bars()


def sort(screen: "ListScreen") -> None:
    """The next order of the list."""
    screen.sort_next()


def views(screen: "ListScreen") -> None:
    """The saved filters."""
    screen.show_views()
