"""The guard of CSV cells against formulas, and its exact inverse."""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_PHONE = re.compile(r"\+[0-9 ()./-]+")
_NUMBER = re.compile(r"[+-](?:[0-9]+(?:[.,][0-9]+)*[.,]?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")


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
