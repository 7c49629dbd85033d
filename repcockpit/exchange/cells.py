"""What a cell does to a text, and the exact inverse: the guard against formulas, and several texts in one cell."""

import re
from collections.abc import Iterable

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_PHONE = re.compile(r"\+[0-9 ()./-]+")
_NUMBER = re.compile(r"[+-](?:[0-9]+(?:[.,][0-9]+)*[.,]?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")

_ENDS = re.compile(r"((?:[^\\;]|\\.|;(?! ))*)(?:; |$)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\;])")


def _needs_guard(cell: str) -> bool:
    return bool(_RISKY.match(cell)) and not _PHONE.fullmatch(cell) and not _NUMBER.fullmatch(cell)


def guard(cell: str) -> str:
    """The cell as a spreadsheet shows it without running it: `'` before what would be read as a formula."""
    return f"'{cell}" if _needs_guard(cell) else cell


def unguard(cell: str) -> str:
    """The cell before `guard`; any other text is unchanged."""
    if cell.startswith("'") and _needs_guard(cell[1:]):
        return cell[1:]
    return cell


def joined(parts: Iterable[str]) -> str:
    """Several texts in one cell, `; ` between them; a backslash or semicolon in one of them stands behind a backslash."""
    return "; ".join(part.replace("\\", "\\\\").replace(";", "\\;") for part in parts)


def parted(cell: str) -> list[str]:
    """The texts of a cell that `joined` wrote; blank ones are left out."""
    return [_ESCAPED.sub(r"\1", found[1]) for found in _ENDS.finditer(cell) if found[1]]
