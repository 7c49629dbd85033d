"""Cells into values: what counts as empty, numbers in every spelling, yes and no, HTML into text.

Pure functions of text. A cell that cannot be read gives None; the caller keeps it as it was written.
"""

import html
import math
import re
from collections.abc import Iterable
from typing import Final

EMPTY: Final = frozenset(
    (
        "", "NULL", "Null", "null", "-", "--", "—", "–", "N/D", "n/d", "N/A", "n/a", "#N/A", "NaN", "nan",
        "(blank)", "\\N", "000000000000000AAA", "000000000000000", "0000-00-00", "0/0/00", "0/0/0000",
    )
)  # fmt: skip
"""The spellings of nothing seen in real exports; a name may also be `Vacant`."""

_VACANT: Final = frozenset(("vacant", "vacant post", "vacancy", "tbc", "eliminated", "post vacant"))
_YES: Final = frozenset(
    ("1", "1.0", "true", "yes", "y", "t", "x", "on", "ja", "oui", "sí", "si", "wahr", "vrai")
)
_NO: Final = frozenset(("", "0", "0.0", "false", "no", "n", "f", "off", "nein", "non", "falsch", "faux"))
_AMOUNT = re.compile(r"[-+]?\d[\d.,'’\s]*|[-+]?[.,]\d+")
_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)|\.\d{3},\d")
_BLOCK = re.compile(r"(?i)<\s*(?:br|/p|/div|/tr|/li|/h[1-6])\b[^>]*>")
_HIDDEN = re.compile(r"(?is)<(style|script|head|title)\b.*?</\1\s*>|<!--.*?-->|<!doctype[^>]*>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LOOKS_HTML = re.compile(
    r"(?i)<!doctype html|<(?:html|body|p|br|div|span|table|td|ul|ol|li|b|i|u|strong|em|a|font|h[1-6])"
    r"(?:\s+[a-z:-]+\s*=[^<>]*)?\s*/?>"
)
_SPLIT = re.compile(r"\s*(?::::|;|\n)\s*")


def is_vacant(name: str) -> bool:
    """Whether a name says that nobody holds the post."""
    return len(name) < 20 and name.casefold().strip(" ().[]") in _VACANT


def is_empty(cell: str) -> bool:
    """Whether the cell says nothing, in any of the spellings of nothing."""
    return cell.strip() in EMPTY


def has_decimal_comma(cells: Iterable[str]) -> bool:
    """Whether a column of numbers writes `1.234,56` (decided from all its values)."""
    return any(_DECIMAL_COMMA.search(cell) for cell in cells if "," in cell)


def number(cell: str, *, decimal_comma: bool = False) -> float | int | None:
    """The number in `$7,450,000.00 `, `1.234,56 €`, `(1,200)` or `12%`; None where there is none."""
    text = cell.strip()
    found = _AMOUNT.search(text)
    if found is None or re.search(r"\d", text[: found.start()] + text[found.end() :]):
        return None
    digits = re.sub(r"[\s'’]", "", found.group())
    digits = digits.replace(".", "").replace(",", ".") if decimal_comma else digits.replace(",", "")
    try:
        value = float(digits)
    except ValueError:
        return None
    if not math.isfinite(value):
        return None
    before = text[: found.start()]
    if "-" in before or (before.startswith("(") and text.endswith(")")):
        value = -value
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def currency_of(cell: str) -> str | None:
    """The currency code that a money cell names by sign or code; None where it names none or `$`."""
    for sign, code in (("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("US$", "USD"), ("CHF", "CHF")):
        if sign in cell:
            return code
    found = re.search(r"\b(EUR|USD|GBP|JPY|CHF|SEK|NOK|DKK|PLN|CZK|CAD|AUD|INR|BRL|MXN|CNY)\b", cell)
    return found.group() if found else None


def yes(cell: str) -> bool | None:
    """True or False for a yes or a no in the usual languages; None for anything else."""
    word = cell.strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else None


def one_line(cell: str) -> str:
    """The text on one line with single spaces: the form of names."""
    return " ".join(cell.split())


def plain_text(cell: str) -> str:
    """A note as text: an HTML document loses its tags and keeps its line breaks; other text is kept whole."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not _LOOKS_HTML.search(text):
        return text
    text = _BLOCK.sub("\n", _HIDDEN.sub("", text.replace("\n", " ")))
    text = html.unescape(_TAG.sub("", text)).replace("\xa0", " ")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def listed(cell: str) -> list[str]:
    """The parts of a cell that joins several values by `:::`, `;` or line breaks."""
    return [part for part in _SPLIT.split(cell.strip()) if part not in EMPTY]


def squash(header: str) -> str:
    """A column name reduced to its letters and digits, for looking it up."""
    return "".join(letter for letter in header.casefold() if letter.isalnum())


def plain(header: str) -> str:
    """A column name in lower case with single spaces, without the star of a required column."""
    return " ".join(header.casefold().rstrip("* ").split())
