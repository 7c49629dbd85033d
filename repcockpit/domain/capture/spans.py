"""Which run of words is a name: the spans that match somebody, and the choice among them."""

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from repcockpit.domain.capture.draft import AccountRef, Person
from repcockpit.domain.capture.lexer import Token
from repcockpit.domain.names import WHOLE_WORDS, fold, matcher, words

LONGEST_NAME = 10
"""Words in the longest name that is tried."""

Named = TypeVar("Named", Person, AccountRef)


class Span(NamedTuple, Generic[Named]):
    """The first tokens of a run as a name: the best class found and who is in it.

    `is_delimited`: a comma, a colon or an `@` follows; `is_complete`: that, or nothing of the head does.
    """

    tokens: tuple[Token, ...]
    text: str
    rank: int
    hits: tuple[Named, ...]
    is_delimited: bool
    is_complete: bool

    @property
    def is_whole(self) -> bool:
        """Whether every word is a whole word of the name."""
        return self.rank <= WHOLE_WORDS

    @property
    def parts(self) -> tuple[Token, ...]:
        """The tokens without the commas."""
        return tuple(token for token in self.tokens if token.kind != "comma")

    @property
    def has_comma(self) -> bool:
        """Whether the name would reach across a comma."""
        return len(self.parts) < len(self.tokens)


def spans(text: str, tokens: Sequence[Token], start: int, pool: Iterable[Named]) -> list[Span[Named]]:
    """The spans from the token `start` on that match somebody of `pool`, from short to long."""
    found: list[Span[Named]] = []
    first = tokens[start]
    begin = first.end - len(first.text)
    for count, token in enumerate(tokens[start : start + 2 * LONGEST_NAME], 1):
        if token.kind == "comma" and count > 1:
            continue
        if count > 1 and token.kind != "word":
            break
        if count > 1 and not any(char.isalnum() for char in token.folded):
            continue
        query = first.folded if count == 1 else fold(text[begin : token.end])
        rank_of = matcher(query)
        ranked = [(rank_of(one.folded, getattr(one, "email", None)), one) for one in pool]
        classes = [rank for rank, _ in ranked if rank is not None]
        if not classes:
            break
        pool = [one for rank, one in ranked if rank is not None]
        best = min(classes)
        follower = tokens[start + count] if start + count < len(tokens) else None
        is_delimited = follower is not None and follower.kind in ("comma", "colon", "account")
        found.append(
            Span(
                tuple(tokens[start : start + count]),
                text[first.start : token.end],
                best,
                tuple(one for rank, one in ranked if rank == best),
                is_delimited,
                is_delimited or follower is None,
            )
        )
        if first.end - first.start > len(first.text) + 1:
            break  # in quotes: the name ends where they do
    return found


def may_reach(span: Span[Named], keywords: frozenset[str]) -> bool:
    """Whether a span is a name at all: a keyword belongs to two whole words, a comma to whole words."""
    if len(span.parts) == 1:
        return True
    if any(part.folded in keywords for part in span.parts):
        return span.is_whole and len(words(fold(span.text))) > 1
    return span.is_whole or not span.has_comma


def choose(found: Sequence[Span[Named]]) -> Span[Named] | None:
    """The span that is meant: the longest of whole words, or up to where a name must end; else the longest.

    Spans with one hit go first; where none has one, the one returned holds all it could mean.
    """
    unique = [span for span in found if len(span.hits) == 1]
    for group in (
        [span for span in unique if span.is_whole or span.is_complete],
        unique,
        [span for span in found if span.is_whole or span.is_complete],
        found,
    ):
        if group:
            return group[-1]
    return None
