"""Names: folding for search, matching in four classes, first and last names, showing hostile characters.

Owns what "accents and case ignored" means everywhere. Never changes a stored name: what is folded or made
visible is a copy.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import partial

EXACT, WHOLE_WORDS, BEGINNINGS, SUBSTRING = range(4)

# Letters that Unicode does not take apart, and marks of one meaning with several characters.
_ALIKE = str.maketrans(
    {
        "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ı": "i", "ð": "d",
        "þ": "th", "ŋ": "n", "ĸ": "k", "ʼ": "'", "’": "'", "‘": "'", "´": "'", "“": '"', "”": '"',
        "‐": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip
_ASCII_WORD = re.compile(r"[a-z0-9]+")
# Controls, line separators, bidi controls, joiners without width, byte order mark, unpaired surrogates.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)


def fold(text: str) -> str:
    """The form in which names are compared: no case, no accents, white space as one space, trimmed."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = unicodedata.normalize("NFKD", plain).translate(_KEPT)
    # Composed again, so that a Hangul syllable or a voiced kana stays one character.
    return " ".join(unicodedata.normalize("NFC", kept).split())


class _Kept(dict[int, int | str | None]):
    """What becomes of a character that is folded, worked out when it is first met: nothing, another, itself."""

    def __missing__(self, code: int) -> int | str | None:
        found = self[code] = None if _is_accent(chr(code)) else _ALIKE.get(code, code)
        return found


_KEPT = _Kept()


def _is_accent(char: str) -> bool:
    """Optional marks: accents, Hebrew and Arabic vowel points; joiners and other formats without a shape.

    Marks that spell another letter (kana voicing, viramas, Thai tones) are none.
    """
    if char < "\u00ad":
        return False
    rank = unicodedata.combining(char)
    if rank:
        return rank == 1 or 10 <= rank <= 36 or rank >= 202
    return unicodedata.category(char) == "Cf"


def words(folded: str) -> tuple[str, ...]:
    """The words of a folded text, punctuation left out; a text of signs alone is one word."""
    if folded.isascii():
        found = _ASCII_WORD.findall(folded)
    else:
        spaced = [char if char.isalnum() or unicodedata.category(char)[0] == "M" else " " for char in folded]
        found = "".join(spaced).split()
    if not found and folded:
        return (folded,)
    return tuple(found)


def match_class(query_folded: str, name_folded: str, email: str | None = None) -> int | None:
    """How well a folded query names a person or an account; None where it does not (product.md).

    0 the full name or the e-mail, 1 whole words, 2 beginnings of words, 3 a part of the name or the e-mail.
    Words may stand in any order; `lópez, maria` is the full name of Maria López.
    """
    return matcher(query_folded)(name_folded, email)


def matcher(query_folded: str) -> Callable[[str, str | None], int | None]:
    """`match_class` of one query, made ready for many names."""
    if not query_folded:
        return lambda _name, _email: None
    if not (query_folded.isascii() and query_folded.isalnum()):
        return partial(_match_or_lack, query_folded, words(query_folded))
    begins = re.compile(f"(?<![a-z0-9]){query_folded}").search
    stands = re.compile(f"(?<![a-z0-9]){query_folded}(?![a-z0-9])").search

    def match_word(name_folded: str, email: str | None) -> int | None:
        # Most searches begin with one plain word and most names lack it: that is decided first.
        if query_folded not in name_folded:
            return SUBSTRING if email and query_folded in fold(email) else None
        if not name_folded.isascii():
            return _match(query_folded, (query_folded,), name_folded, email)
        if stands(name_folded):
            return EXACT if words(name_folded) == (query_folded,) else WHOLE_WORDS
        return BEGINNINGS if begins(name_folded) else SUBSTRING

    return match_word


def _match_or_lack(
    query_folded: str, wanted: tuple[str, ...], name_folded: str, email: str | None
) -> int | None:
    """As `_match`; most names lack one of the words, and that is decided first."""
    for word in wanted:
        if word not in name_folded:
            mail = fold(email) if email else ""
            return None if query_folded not in mail else EXACT if query_folded == mail else SUBSTRING
    return _match(query_folded, wanted, name_folded, email)


def _match(query_folded: str, wanted: tuple[str, ...], name_folded: str, email: str | None) -> int | None:
    mail = fold(email) if email else ""
    if query_folded in (name_folded, mail):
        return EXACT
    rank = _match_words(query_folded, wanted, words(name_folded))
    if rank is not None:
        return rank
    return SUBSTRING if query_folded in name_folded or query_folded in mail else None


def _match_words(query_folded: str, wanted: tuple[str, ...], there: tuple[str, ...]) -> int | None:
    if len(wanted) > len(there):
        return None
    if wanted == there or _is_turned(query_folded, there):
        return EXACT
    if _covers(wanted, there, whole=True):
        return WHOLE_WORDS
    return BEGINNINGS if _covers(wanted, there, whole=False) else None


def _is_turned(query_folded: str, there: tuple[str, ...]) -> bool:
    last, comma, first = query_folded.partition(",")
    return bool(comma) and words(first.strip()) + words(last) == there


def _covers(wanted: tuple[str, ...], there: tuple[str, ...], *, whole: bool) -> bool:
    """Whether each wanted word has a word of its own there; the longest choose first, which is optimal."""
    free = list(there)
    for word in sorted(wanted, key=len, reverse=True):
        hit = next((one for one in free if one == word or (not whole and one.startswith(word))), None)
        if hit is None:
            return False
        free.remove(hit)
    return True


def split_name(full: str) -> tuple[str, str]:
    """First and last name of a full one: `López, Maria` and `Maria López` alike; one word is a first name."""
    kept = " ".join(full.split())
    last, comma, first = kept.partition(",")
    if comma and first.strip() and last.strip():
        return first.strip(), last.strip()
    head, _, rest = kept.strip(" ,").partition(" ")
    return head, rest


def display_name(first: str | None, last: str | None) -> str:
    """First and last name as one, as typed, without the spaces at their ends."""
    return " ".join(part.strip() for part in (first, last) if part and part.strip())


def visible(text: str) -> str:
    r"""The text with controls and characters without a shape written out: `\x1b`, `U+202E`. For showing only.

    Tabs, line ends and the joiners that scripts and emoji need stay as they are.
    """
    return _UNSAFE.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"U+{code:04X}"
