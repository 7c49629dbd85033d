"""`new Ana Gil (QA manager)`: somebody who is not in the book yet."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from repcockpit.domain.capture.draft import Problem
from repcockpit.domain.capture.lexer import Token
from repcockpit.domain.capture.people import Mode
from repcockpit.domain.capture.vocabulary import Vocabulary

LONGEST_NEW = 5
"""Words in a name without capitals that a sign ends; at the end of the text it is two less."""

_PARTICLE_WORDS: Final = "al bin da das de del della den der di do dos du e el la le ten ter van von y zu"
_PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())


class NewReading(NamedTuple):
    """A new person's name and title with the number of tokens `taken`, or what is wrong with them."""

    taken: int
    name: str
    title: str | None = None
    problem: Problem | None = None


def read_new(
    text: str, tokens: Sequence[Token], start: int, vocabulary: Vocabulary, mode: Mode
) -> NewReading | None:
    """The person that the word `new` at `start` introduces; None where it is a word of the note."""
    run = _run(tokens[start + 1 :], vocabulary)
    stop_at = start + 1 + len(run)
    stop = tokens[stop_at] if stop_at < len(tokens) else None
    is_titled = stop is not None and stop.text.startswith("(")
    is_delimited = is_titled or (stop is not None and not stop.is_name_part)
    capitals = _capitals(run)
    if mode == "strict" and not (is_delimited and capitals == len(run) > 0):
        return None
    if mode == "typed" and not (is_delimited or capitals):
        return None
    count = len(run) if is_titled or (not capitals and (is_delimited or stop is None)) else capitals
    longest = len(run) if capitals else LONGEST_NEW if is_delimited else LONGEST_NEW - 2
    if not 0 < count <= longest:
        hint = "write new First Last (title), then a colon"
        return NewReading(
            1, "", None, Problem("invalid_value", tokens[start].text, hint, start=tokens[start].start)
        )
    name = run[0].text if run[0].kind == "quoted" else text[run[0].start : run[count - 1].end]
    title, taken = _title(text, tokens, start + 1 + count)
    return NewReading(1 + count + taken, name, title)


def _run(tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Token]:
    """The words up to a sign, a bracket or a word of the head."""
    run: list[Token] = []
    for token in tokens:
        if token.kind == "quoted" and not run:
            return [token]
        is_first_name = len(run) < 2 and token.text.istitle()
        if (
            token.kind != "word"
            or token.text.startswith("(")
            or token.text[0].isdigit()
            or (vocabulary.is_keyword(token.folded) and not is_first_name)
        ):
            break
        run.append(token)
    return run


def _capitals(run: Sequence[Token]) -> int:
    """How many of the words are a name by their capitals, particles (`de la`) between them included."""
    count = 0
    for position, token in enumerate(run, 1):
        if token.kind == "quoted" or not token.text[0].islower():
            count = position
        elif token.folded not in _PARTICLES:
            break
    return count


def _title(text: str, tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    """The words in brackets at the token `at`, and how many tokens they take."""
    if at >= len(tokens) or not tokens[at].text.startswith("("):
        return None, 0
    limit = tokens[-1].end
    close = text.find(")", tokens[at].start, limit)
    if close < 0:
        return None, 0
    taken = sum(1 for token in tokens[at:] if token.start <= close)
    # A bracket that ends inside a word is part of the note.
    if tokens[at + taken - 1].end != close + 1:
        return None, 0
    return text[tokens[at].start + 1 : close].strip() or None, taken
