"""A person or an empty seat in one line: `Name, Title <manager`, or `?, quality`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from repcockpit.domain.views.chart import ChartPerson
from repcockpit.tui.dialogs.oneline import OneLine
from repcockpit.tui.text import Line, visible
from repcockpit.tui.words import plain

if TYPE_CHECKING:
    from repcockpit.services.chart.adding import Meant

_EXAMPLES = (
    ("Ana Gil, QA manager", "a person under the row of the cursor"),
    ("Ana Gil, QA manager <maria", "under somebody else; <- is the top"),
    ("?, quality, influencer", "a seat nobody is known for, with a role"),
)


class NewcomerDialog(OneLine["Meant"]):
    """Answers what the line means; None where it was left."""

    widest = 70
    verb = "add"

    def __init__(self, under: ChartPerson | None, read: "Callable[[str], Meant | None]") -> None:
        super().__init__()
        self.box_title = "New in the chart"
        self._under, self._read_text = under, read

    def means(self, text: str) -> "Meant | None":
        """The line with its manager looked up."""
        return self._read_text(text)

    def told(self, meant: "Meant", width: int) -> list[Line]:
        """Who, as what, under whom; that the name is there already."""
        del width
        line = meant.line
        name = "empty seat" if line.is_seat else visible(line.name)
        title = visible(line.title)
        first: Line = [("+ ", "accent!"), (name, "text!")]
        if title:
            first.append((f", {title}", "text"))
        lines = [first]
        if line.roles:
            lines.append([("  role   ", "muted"), (", ".join(map(plain, line.roles)), "text")])
        if meant.fills is not None:
            seat = meant.fills
            lines.append(
                [("  takes  ", "muted"), (visible(seat.title or seat.department or "the empty seat"), "text")]
            )
        lines.append([("  under  ", "muted"), (_called(meant.boss), "text")])
        if meant.twin:
            lines.append([(f"  {visible(meant.twin)} is in this chart already", "soon")])
        return lines

    def hints(self) -> list[Line]:
        """Examples."""
        return [[(f"{said:<28}", "text"), (about, "muted")] for said, about in _EXAMPLES]


def _called(one: ChartPerson | None) -> str:
    if one is None:
        return "nobody, at the top"
    return visible(one.title or one.department or one.name) if one.is_seat else visible(one.name)
