"""Widgets that draw whole lines by themselves: no border, no padding, one ground.

Textual keeps the drawn lines of a widget in a cache that also knows borders, padding, filters and links; asking
it costs more than drawing a line of ours. Here a line is kept until it is told to be drawn anew.
"""

from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget


class Painted(Widget):
    """A widget whose `render_line` gives each line in its whole width."""

    _strips: dict[int, Strip]
    _strips_width = -1

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "Painted":
        """Forget what was drawn of these lines, or of all."""
        if repaint:
            if regions:
                for region in regions:
                    for y in region.line_range:
                        self._kept().pop(y, None)
            else:
                self._kept().clear()
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region, each drawn once."""
        width = self.size.width
        kept = self._kept()
        if self._strips_width != width:
            kept.clear()
            self._strips_width = width
        lines = []
        for y in crop.line_range:
            strip = kept.get(y)
            if strip is None:
                strip = kept[y] = self.render_line(y)
            lines.append(strip if crop.width == width else strip.crop(crop.x, crop.right))
        return lines

    def _kept(self) -> dict[int, Strip]:
        found: dict[int, Strip] | None = self.__dict__.get("_strips")
        if found is None:
            found = self._strips = {}
        return found


class CoveredScreen(Screen[None]):
    """A screen of which nothing shows between its widgets: its own lines are one blank strip."""

    _blank: Strip | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Blank lines."""
        if self._blank is None or self._blank.cell_length != crop.width:
            self._blank = Strip.blank(crop.width)
        return [self._blank] * crop.height
