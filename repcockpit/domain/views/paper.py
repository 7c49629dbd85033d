"""A paper to read or to print: sections of sentences, lists and tables. Both writers draw it from here alone."""

from typing import NamedTuple


class Cell(NamedTuple):
    """A text with a colour that says what its words say too: late, soon, good, soft, big; `percent` draws a bar."""

    text: str
    ink: str = ""
    percent: float | None = None


class Table(NamedTuple):
    """Rows under a head; the first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]


class Points(NamedTuple):
    """A list of sentences."""

    items: tuple[str | Cell, ...]


class Said(NamedTuple):
    """A paragraph."""

    text: str
    ink: str = ""


Block = Table | Points | Said


class Section(NamedTuple):
    """A part under a heading; `nothing` stands where it has no block, `is_first` is what is read before the rest.

    `level` is 2, or 3 for a part of the section before.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    nothing: str = "None."
    is_first: bool = False
    level: int = 2


class Paper(NamedTuple):
    """A whole paper: what kind it is, whom it is about, the line under it, and where its facts come from."""

    kind: str
    title: str
    line: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    made: str
