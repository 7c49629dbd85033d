"""Who took part: the name at a place of the head, by the rules of product.md "The capture line"."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from repcockpit.domain.capture.draft import Context, Person, Problem
from repcockpit.domain.capture.lexer import Token
from repcockpit.domain.capture.spans import Span, choose, may_reach, spans
from repcockpit.domain.capture.vocabulary import Vocabulary
from repcockpit.domain.names import BEGINNINGS, words

MANY = 120
"""From so many answers on a directory may have left some out."""

Mode = Literal["free", "typed", "strict"]
"""`free`: a name is expected; `typed`: a row is there, a type came first; `strict`: a row, nothing said."""


class NameReading(NamedTuple):
    """A name that was found: the number of tokens `taken`, and the person or why nobody is meant."""

    taken: int
    person: Person | None
    problem: Problem | None = None


class People:
    """Reads names for one line; asks the directory once per first word."""

    def __init__(self, text: str, tokens: Sequence[Token], vocabulary: Vocabulary, context: Context) -> None:
        self.text = text
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.directory = context.directory
        self._asked: dict[tuple[str, ...], Sequence[Person]] = {}

    def read(self, start: int, mode: Mode, account_id: bytes | None) -> NameReading | None:
        """The name that begins at the token `start`; None where none is read there."""
        key = self._key(start)
        if not key or (mode == "strict" and not self._is_delimiter_ahead(start)):
            return None
        near = frozenset() if account_id is None else frozenset((account_id,))
        found = [
            span._replace(hits=_preferred(span.hits, near))
            for span in spans(self.text, self.tokens, start, self._pool(start, key, account_id))
        ]
        span = choose([span for span in found if self._is_meant(span, mode, near)])
        if span is None:
            return None
        if len(span.hits) == 1:
            return NameReading(len(span.tokens), span.hits[0])
        hint = "write more of the name, or the e-mail, or add @account"
        if mode == "strict":
            hint = "write more of the name, or a colon before the note"
        start_of = self.tokens[start].start
        return NameReading(len(span.tokens), None, Problem("ambiguous", span.text, hint, span.hits, start_of))

    def _pool(self, start: int, key: tuple[str, ...], account_id: bytes | None) -> Sequence[Person]:
        """Who could be meant.

        A directory with very many of one name leaves some out: the next word and the account bring in
        those that matter.
        """
        pool = list(self._ask(key))
        if len(pool) < MANY:
            return pool
        following = self.tokens[start + 1] if start + 1 < len(self.tokens) else None
        more: list[Person] = []
        if following is not None and following.kind == "word" and len(key) == 1:
            more += self._ask((*key, *words(following.folded)[:1]))
        if account_id is not None:
            more += self.directory.people_of(account_id)
        known = {one.id for one in pool}
        return pool + [one for one in {one.id: one for one in more}.values() if one.id not in known]

    def _ask(self, key: tuple[str, ...]) -> Sequence[Person]:
        if key not in self._asked:
            self._asked[key] = self.directory.people_like(key)
        return self._asked[key]

    def _key(self, start: int) -> tuple[str, ...]:
        """The words to ask the directory for; blank where the first word alone can be no name."""
        first = self.tokens[start]
        if not first.is_name_part or not first.folded or first.folded[0].isdigit():
            return ()
        if "@" in first.folded:
            return (first.folded,)
        key = words(first.folded)
        if first.kind == "quoted":
            return key
        is_letter = first.folded.isascii() and len(first.folded) == 1
        if self.vocabulary.is_keyword(first.folded) or is_letter:
            after = self.tokens[start + 1] if start + 1 < len(self.tokens) else None
            is_name = after is not None and after.kind == "word" and not self._is_of_head(after)
            return (*key, *words(after.folded)) if after and is_name else ()
        return key

    def _is_of_head(self, token: Token) -> bool:
        return self.vocabulary.is_keyword(token.folded) or not token.folded or token.folded[0].isdigit()

    def suggestions(self, first: Token) -> tuple[Person, ...]:
        """At most five people whom an unknown or forbidden word could have meant."""
        word = next(iter(words(first.folded)), "")
        start = word if self.vocabulary.is_keyword(word) or len(word) < 4 else word[:3]
        if len(start) < 2:
            return ()
        near = [
            one
            for one in self.directory.people_like((start,))
            if any(part.startswith(start) for part in words(one.folded))
        ]
        near.sort(key=lambda one: (-_shared_start(word, one.folded), one.folded))
        return tuple(near[:5])

    def _is_delimiter_ahead(self, start: int) -> bool:
        return any(token.kind in ("comma", "colon", "account") for token in self.tokens[start : start + 12])

    def _is_meant(self, span: Span[Person], mode: Mode, near: frozenset[bytes]) -> bool:
        """Whether a matching span is a name here and not the beginning of the note."""
        first = span.parts[0]
        if first.kind == "quoted":
            return mode != "strict" or span.is_delimited
        if not may_reach(span, self.vocabulary.keywords):
            return False
        if any(self.vocabulary.is_small(part.folded) for part in span.parts) and not (
            span.is_whole and (len(span.parts) > 1 or span.is_delimited)
        ):
            return False
        if mode == "free" or (mode == "typed" and (span.is_whole or span.is_delimited)):
            return True
        is_close = all(_is_near(person, near) for person in span.hits)
        if mode == "strict":
            return span.is_delimited and (span.is_whole or is_close)
        return span.rank == BEGINNINGS and is_close and len(span.hits) == 1


def _is_near(person: Person, accounts: frozenset[bytes]) -> bool:
    return person.account_id in accounts or person.on_agenda or person.is_recent


def _preferred(hits: tuple[Person, ...], accounts: frozenset[bytes]) -> tuple[Person, ...]:
    """This account's people before today's agenda before recent ones."""
    for kept in (
        lambda one: one.account_id in accounts,
        lambda one: one.on_agenda,
        lambda one: one.is_recent,
    ):
        hits = tuple(filter(kept, hits)) or hits
    return hits


def _shared_start(word: str, folded: str) -> int:
    """The length of the longest beginning that `word` shares with a word of the name."""
    return max(
        next((size for size in range(len(word), 0, -1) if part.startswith(word[:size])), 0)
        for part in words(folded)
    )
