"""The words of one line to settle: what stands for a value, what of it differs, whose side it is."""

from datetime import date, datetime
from typing import NamedTuple

from repcockpit.domain.views.conflicts import ConflictValue, FieldConflict
from repcockpit.tui import words
from repcockpit.tui.text import Line, cells, cut, visible, wrap

EMPTY = "(empty)"
HEADS = {
    "field": ("YOURS", "THEIRS"),
    "steps": ("YOURS", "THEIRS"),
    "deleted": ("KEEP IT", "DELETE IT"),
    "parent": ("BRING BACK", "DELETE THE REST"),
    "cycle": ("THIS STAYS", "THAT STAYS"),
}
"""What stands over the two sides of each form."""
SIDES = {"deleted": ("keep", "delete"), "parent": ("restore", "delete")}
"""The same in a word, where the sides stand below each other."""
VERBS = {
    "deleted": ("keep it", "delete it"),
    "parent": ("bring back", "delete it all"),
    "cycle": ("keep this", "keep that"),
}
"""What the two keys do, where the sides are not yours and theirs."""
OTHERS = ("THE ONE", "THE OTHER")
"""The two sides, where neither is one's own."""
FEWEST_ALIKE = 3
"""So many cells that are alike at an end are worth showing apart from what differs."""


class Pick(NamedTuple):
    """What a person chose for one line: a side by its number, or a text of their own."""

    n: int = 0
    text: str | None = None


def heads_of(field: FieldConflict) -> tuple[str, str]:
    """What stands over the two sides."""
    if field.form in {"field", "steps"} and not _is_mine_and_theirs(field):
        return OTHERS
    return HEADS[field.form]


def verbs_of(field: FieldConflict | None) -> tuple[str, str]:
    """What the keys for the two sides do."""
    if field is None or len(field.values) > 2:
        return "value above", "value below"
    if field.form in VERBS:
        return VERBS[field.form]
    if not _is_mine_and_theirs(field):
        return "keep this", "keep that"
    return "keep yours", "keep theirs"


def said(value: ConflictValue) -> str:
    """A value as it is shown."""
    return visible(value.value) or EMPTY


def side_words(value: ConflictValue, field: FieldConflict) -> str:
    """Whose a value is, in a word or two, for a line of its own."""
    if field.form not in {"field", "steps"}:
        known = SIDES.get(field.form, ())
        return known[value.n - 1] if value.n <= len(known) else f"{value.n}"
    if value.is_own and sum(one.is_own for one in field.values) == 1:
        return "yours"
    return "theirs" if _is_mine_and_theirs(field) else f"{value.n}"


def _is_mine_and_theirs(field: FieldConflict) -> bool:
    """Whether of two sides one is one's own; of two own devices neither is "theirs"."""
    return len(field.values) == 2 and sum(value.is_own for value in field.values) == 1


def author(value: ConflictValue) -> str:
    """`Ana, laptop`; nothing where nobody is known."""
    return ", ".join(visible(part) for part in (value.by or "", value.device) if part)


def moment(at: datetime | None, today: date) -> str:
    """`Mon 23 Nov 18:02`, with the year where it is another one."""
    if at is None:
        return ""
    year = f" {at.year}" if at.year != today.year else ""
    return f"{words.full_date(at.date())}{year} {words.hour(at)}"


def was_words(value: ConflictValue) -> str | None:
    """What the value replaced, and since when that stood there; None where it is not known."""
    if value.was is None:
        return None
    origin = f", {visible(value.origin)}" if value.origin else ""
    return f"{visible(value.was) or EMPTY}{origin}"


def alike(one: str, other: str) -> tuple[int, int]:
    """How many characters at the beginning and at the end two texts share."""
    most = min(len(one), len(other))
    begun = next((at for at in range(most) if one[at] != other[at]), most)
    ended = next((at for at in range(most - begun) if one[-1 - at] != other[-1 - at]), most - begun)
    return begun, ended


def differing(text: str, other: str, ink: str) -> Line:
    """A text with only that in bold which the other side has not; whole where little is alike."""
    begun, ended = alike(text, other)
    begun, ended = (size if size >= FEWEST_ALIKE else 0 for size in (begun, ended))
    end = len(text) - ended
    pieces = text[:begun], text[begun:end], text[end:]
    if not pieces[1] or sum(map(cells, pieces)) != cells(text):  # a sign must not be parted from its accent
        return [(text, f"{ink}!")]
    return [(piece, f"{ink}!" if at == 1 else ink) for at, piece in enumerate(pieces) if piece]


def wrapped(line: Line, width: int, most: int, ellipsis: str) -> list[Line]:
    """A line of spans in at most `most` lines of `width` cells; the last one says by a sign that there is more."""
    whole = "".join(text for text, _ in line)
    if cells(whole) <= width:
        return [line]
    pieces = wrap(whole, width)
    if len(pieces) > most:
        pieces = [*pieces[: most - 1], cut(" ".join(pieces[most - 1 :])[: width * 4], width, ellipsis)]
    return _inked(pieces, line)


def _inked(pieces: list[str], line: Line) -> list[Line]:
    """The pieces of a text in the inks that its characters had; blanks at the ends of pieces are gone."""
    inks = [ink for text, ink in line for _ in text]
    whole = "".join(text for text, _ in line)
    lines, at = [], 0
    for piece in pieces:
        while at < len(whole) and whole[at] == " " and piece[:1] != " ":
            at += 1
        found: Line = []
        for offset, char in enumerate(piece):
            ink = inks[min(at + offset, len(inks) - 1)]
            if found and found[-1][1] == ink:
                found[-1] = (found[-1][0] + char, ink)
            else:
                found.append((char, ink))
        if sum(cells(text) for text, _ in found) != cells(piece):
            found = [(piece, inks[min(at, len(inks) - 1)])]
        lines.append(found)
        at += len(piece)
    return lines
