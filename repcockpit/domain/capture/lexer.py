"""Cutting a line into the words of its head, with their places in the text. Changes no character."""

import re
from typing import Literal, NamedTuple

from repcockpit.domain.names import fold

Kind = Literal["word", "quoted", "account", "comma", "colon"]

# Heads are short; what a very long paste holds beyond this many words is its note.
LONGEST_HEAD = 400

_PIECE = re.compile(r"""(?P<at>@?)(?:"(?P<straight>[^"\n]+)"|“(?P<curly>[^”\n]+)”)(?=[\s,:]|$)|\S+""")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?=[,:]*$)")
_PART = re.compile(r"[,:]|[^,:]+")


class Token(NamedTuple):
    """A word or a sign: `text` without quotes and `@`, its place, and its folded form."""

    text: str
    start: int
    end: int
    kind: Kind
    folded: str

    @property
    def is_name_part(self) -> bool:
        """Whether it can stand in a name."""
        return self.kind in ("word", "quoted")


def head_tokens(text: str, limit: int) -> list[Token]:
    """The tokens of `text` up to the offset `limit`, at most LONGEST_HEAD of them."""
    tokens: list[Token] = []
    for match in _PIECE.finditer(text, 0, limit):
        quoted = match["straight"] or match["curly"]
        if quoted:
            kind: Kind = "account" if match["at"] else "quoted"
            tokens.append(Token(quoted, match.start(), match.end(), kind, fold(quoted)))
        else:
            tokens.extend(_word_tokens(match[0], match.start()))
        if len(tokens) >= LONGEST_HEAD:
            break
    return tokens[:LONGEST_HEAD]


def _word_tokens(word: str, start: int) -> list[Token]:
    """A run of characters without spaces, cut at commas and colons but not inside a time or an address."""
    if "://" in word:
        return [_token(word, start)]
    clock = _CLOCK.match(word)
    tokens = [_token(clock[0], start)] if clock else []
    parts = _PART.finditer(word, clock.end() if clock else 0)
    return tokens + [_token(part[0], start + part.start()) for part in parts]


def _token(text: str, start: int) -> Token:
    end = start + len(text)
    if text in (",", ":"):
        return Token(text, start, end, "comma" if text == "," else "colon", text)
    if text[0] == "@" and len(text) > 1:
        return Token(text[1:], start, end, "account", fold(text[1:]))
    return Token(text, start, end, "word", fold(text))
