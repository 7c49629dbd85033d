"""Completing a name while it is typed: which piece of the line can be one, and whom it could become.

Reads the line as the grammar does and ranks as it does; never changes what was typed until a name is taken.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from repcockpit.domain.capture.draft import AccountRef, Context, Person
from repcockpit.domain.capture.head import Head, is_head_word
from repcockpit.domain.capture.lexer import Token, head_tokens
from repcockpit.domain.capture.parser import read_head
from repcockpit.domain.capture.people import Mode
from repcockpit.domain.capture.spans import LONGEST_NAME
from repcockpit.domain.capture.tail import read_tail
from repcockpit.domain.capture.vocabulary import vocabulary
from repcockpit.domain.names import BEGINNINGS, fold, matcher, words

SHOWN: Final = 5
Kind = Literal["person", "account"]
_QUOTES: Final = '"“”'


class Fragment(NamedTuple):
    """The beginning of a name at the caret: its span, and `query`, what was typed of it, folded."""

    kind: Kind
    start: int
    end: int
    query: str
    mode: Mode = "free"
    others: tuple[bytes, ...] = ()
    account_id: bytes | None = None


class Suggestion(NamedTuple):
    """Somebody, or an account, that the span from `start` to `end` of the line could name."""

    one: Person | AccountRef
    start: int
    end: int

    @property
    def name(self) -> str:
        """The name as it is in the book."""
        return self.one.name

    @property
    def place(self) -> str:
        """What tells two of one name apart."""
        if isinstance(self.one, AccountRef):
            return self.one.segment or ""
        return self.one.account_name or self.one.email or ""


class Taken(NamedTuple):
    """A line after something was taken, and where the caret goes."""

    text: str
    caret: int


def suggestions(text: str, caret: int, context: Context, limit: int = SHOWN) -> tuple[Suggestion, ...]:
    """Whom the word at the caret could name, the best first; blank where no name can stand there."""
    for fragment in fragments(text, caret, context):
        found = suggested(fragment, context, limit)
        if found:
            return found
    return ()


def suggested(fragment: Fragment, context: Context, limit: int = SHOWN) -> tuple[Suggestion, ...]:
    """Whom one fragment could name, the best first."""
    found = _ranked(fragment, context)[:limit]
    return tuple(Suggestion(one, fragment.start, fragment.end) for one in found)


def fragments(text: str, caret: int, context: Context) -> tuple[Fragment, ...]:
    """The pieces up to the caret that can be a name, the longest first."""
    if read_tail(text[:caret], context).start < caret:
        return ()
    tokens = head_tokens(text, caret)
    before = text[:caret]
    if any(token.kind == "colon" for token in tokens):
        return ()
    if not tokens or (before[-1:].isspace() and tokens[-1].kind != "comma"):
        return ()
    end = caret
    while end < len(text) and not text[end].isspace() and text[end] not in ",:":
        end += 1
    if tokens[-1].kind == "comma":
        found = _after_comma(text[:caret], tokens, context)
        return (found._replace(start=caret, end=caret),) if found else ()
    pieces = []
    for at in _starts(tokens, context):
        piece = _piece(text[:caret], tokens, at, context)
        if piece is not None:
            pieces.append(piece._replace(end=end))
    return tuple(pieces)


def _starts(tokens: Sequence[Token], context: Context) -> Iterable[int]:
    """The tokens at which a name up to the last one could begin, from the first on."""
    for at in range(max(0, len(tokens) - 2 * LONGEST_NAME), len(tokens)):
        before = tokens[at - 1] if at else None
        if tokens[at].kind in ("comma", "colon"):
            continue
        begins = before is None or before.kind == "comma" or is_head_word(before, context)
        if tokens[at].kind == "account" or begins:
            yield at


def _piece(typed: str, tokens: Sequence[Token], at: int, context: Context) -> Fragment | None:
    first = tokens[at]
    query = fold(typed[first.start :].lstrip("@").strip(_QUOTES))
    if any(token.kind == "account" for token in tokens[at + 1 :]):
        return None
    if first.kind == "account":
        head = _head(typed, tokens[:at], context)
        is_first = head.is_open and head.account is None
        return Fragment("account", first.start, 0, query) if is_first else None
    if at == len(tokens) - 1 and vocabulary(context.language).is_keyword(first.folded):
        return None
    if not query or query[0].isdigit():
        return None
    head = _head(typed, tokens[:at], context)
    mode = head.expects_name()
    if mode is None or (_is_letter(query) and not head.named):
        return None
    return Fragment("person", first.start, 0, query, mode, _named(head), _near(head, context))


def _is_letter(query: str) -> bool:
    """One letter, which the grammar never reads as a name: behind a comma it narrows the account's people."""
    return len(query) == 1 and query.isascii()


def _after_comma(typed: str, tokens: Sequence[Token], context: Context) -> Fragment | None:
    """Nothing typed yet behind a name's comma: the people of the account can be named."""
    head = _head(typed, tokens, context)
    if not typed[-1:].isspace() or head.expects_name() != "free" or not head.named:
        return None
    return Fragment("person", 0, 0, "", "free", _named(head), _near(head, context))


def _head(typed: str, tokens: Sequence[Token], context: Context) -> Head:
    end = tokens[-1].end if tokens else 0
    return read_head(typed[:end], list(tokens), vocabulary(context.language), context)


def _named(head: Head) -> tuple[bytes, ...]:
    return tuple(one.id for one in head.named if isinstance(one, Person))


def _near(head: Head, context: Context) -> bytes | None:
    """Whose people come first: the account said, the first person's, the row's."""
    if head.account is not None and head.account.account is not None:
        return head.account.account.id
    first = next((one for one in head.named if isinstance(one, Person)), None)
    if first is not None and first.account_id is not None:
        return first.account_id
    if context.row_account is not None:
        return context.row_account.id
    return context.row_contact.account_id if context.row_contact else None


def _ranked(fragment: Fragment, context: Context) -> list[Person | AccountRef]:
    if fragment.kind == "account":
        return _accounts(fragment.query, context)
    return list(_people(fragment, context))


def _people(fragment: Fragment, context: Context) -> list[Person]:
    directory, home = context.directory, fragment.account_id
    near = directory.people_of(home) if home is not None else ()
    pool = {one.id: one for one in near}
    asked = words(fragment.query)
    if asked and not _is_letter(fragment.query):
        # The longest word leaves the fewest: most directories are asked for one at a time.
        pool = {one.id: one for one in directory.people_like((max(asked, key=len),))} | pool
    elif fragment.query and not asked:
        return []
    kept = [one for one in pool.values() if one.id not in fragment.others]
    if not fragment.query:
        return kept
    rank_of = matcher(fragment.query)
    ranked = [(rank_of(one.folded, one.email), _distance(one, home), one.folded, one) for one in kept]
    found = sorted((entry for entry in ranked if entry[0] is not None), key=lambda entry: entry[:3])
    if fragment.mode == "free":
        return [entry[3] for entry in found]
    # On a row the word may as well begin the note: only who is near, and only by how a name begins.
    close = 3 if fragment.mode == "strict" else 4
    return [
        entry[3] for entry in found if entry[0] is not None and entry[0] <= BEGINNINGS and entry[1] < close
    ]


def _distance(one: Person, home: bytes | None) -> int:
    if home is not None and one.account_id == home:
        return 0
    return 1 if one.on_agenda else 2 if one.is_recent else 3


def _accounts(query: str, context: Context) -> list[Person | AccountRef]:
    asked = words(query)
    if not asked:
        return []
    own = context.row_account.id if context.row_account else None
    rank_of = matcher(query)
    ranked = [(rank_of(one.folded, None), one) for one in context.directory.accounts_like(asked[0])]
    found = sorted(
        ((rank, one.id != own, one.folded, one) for rank, one in ranked if rank is not None),
        key=lambda entry: entry[:3],
    )
    return [entry[3] for entry in found]


def take(text: str, chosen: Suggestion, context: Context) -> Taken:
    """The line with the suggestion in place of what was typed, in a form that the grammar reads as that one."""
    rest = text[chosen.end :]
    is_ended = rest.lstrip()[:1] in {",", ":", "@"}
    gap = "" if rest[:1].isspace() or rest[:1] in {",", ":"} else " "
    first: Taken | None = None
    for form, size in _forms(chosen.one, text[: chosen.start]):
        for mark in ("",) if is_ended else ("", ":"):
            done = text[: chosen.start] + form + mark + gap
            taken = Taken(done + rest, len(done) + rest[:1].isspace())
            first = first or taken
            if _is_read(taken.text, chosen, size, context):
                return taken
    assert first is not None  # noqa: S101 -- every name has a form
    return first


def _forms(one: Person | AccountRef, before: str) -> Iterable[tuple[str, int]]:
    """The ways to write a name, the plainest first, with the length of the name in each."""
    plain = " ".join(one.name.split())
    quoted = '"' + plain.replace('"', "") + '"'
    if isinstance(one, AccountRef):
        yield f"@{plain}", len(plain) + 1
        yield f"@{quoted}", len(quoted) + 1
        return
    yield plain, len(plain)
    yield quoted, len(quoted)
    if one.email:
        yield one.email, len(one.email)
    if one.account_name and "@" not in before:
        home = one.account_name.replace('"', "")
        yield f"{plain} @{home}", len(plain)
        yield f'{quoted} @"{home}"', len(quoted)


def _is_read(text: str, chosen: Suggestion, size: int, context: Context) -> bool:
    """Whether the grammar reads the one chosen at its place."""
    tail = read_tail(text, context)
    head = read_head(text, head_tokens(text, tail.start), vocabulary(context.language), context)
    if isinstance(chosen.one, AccountRef):
        found = head.account.account if head.account else None
        return found is not None and found.id == chosen.one.id
    if not any(isinstance(one, Person) and one.id == chosen.one.id for one in head.named):
        return False
    start, end = head.pieces["who"]
    return start <= chosen.start and chosen.start + size <= end
