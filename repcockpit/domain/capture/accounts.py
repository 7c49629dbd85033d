"""The account after an `@`: the longest match over the words that follow."""

from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.domain.capture.draft import AccountRef, Context, Problem
from repcockpit.domain.capture.lexer import Token
from repcockpit.domain.capture.spans import choose, may_reach, spans
from repcockpit.domain.capture.vocabulary import Vocabulary
from repcockpit.domain.names import words


class AccountReading(NamedTuple):
    """What an `@` names: the number of tokens `taken`, and the account or why none is meant."""

    taken: int
    account: AccountRef | None
    problem: Problem | None = None


def read_account(
    text: str, tokens: Sequence[Token], start: int, vocabulary: Vocabulary, context: Context
) -> AccountReading:
    """The account named by the token `start` (of kind `account`) and the words after it."""
    first = tokens[start]
    asked = words(first.folded)
    pool = context.directory.accounts_like(asked[0]) if asked else ()
    own = context.row_account.id if context.row_account else None
    found = []
    for one in spans(text, tokens, start, pool):
        mine = tuple(account for account in one.hits if account.id == own)
        if may_reach(one, vocabulary.keywords):
            found.append(one._replace(hits=mine or one.hits))
    span = choose(found)
    typed = text[first.start : first.end]
    if span is None:
        return AccountReading(1, None, _unknown(typed, first.start))
    if len(span.hits) == 1:
        return AccountReading(len(span.tokens), span.hits[0])
    hint = "write more of the account's name"
    return AccountReading(
        len(span.tokens), None, Problem("ambiguous", span.text, hint, span.hits, first.start)
    )


def _unknown(typed: str, start: int) -> Problem:
    return Problem("not_found", typed, "write the account as it is in the book", start=start)
