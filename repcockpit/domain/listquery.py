"""What a person types to narrow a list: words, and terms such as `tier:a`, `silent>60`, `is:overdue`.

Owns the language, and knows no list: the answer says what to look for. Whatever is no term is plain text, and a
term without its value yet narrows nothing, so that a list does not go blank while one is typed.
"""

import re
from typing import Final, NamedTuple

from repcockpit.domain.names import fold

_FIELDS: Final = {
    "account": ("tier", "owner", "status", "city", "sector", "tag"),
    "contact": ("tier", "owner", "status", "city", "sector", "tag", "role", "account", "title"),
}
_MARKS: Final = {
    "account": ("overdue", "never", "planned", "unplanned", "mine", "shared"),
    "contact": ("overdue", "never", "planned", "unplanned", "mine", "shared", "key"),
}
NOTHING: Final = "none"
_TIERS: Final = frozenset("abcd")
_WORD: Final = re.compile(r'([a-z]+:)"([^"]*)(?:"|$)|"([^"]*)(?:"|$)|(\S+)')
_NUMBER: Final = re.compile(r"(silent|due)(<=|>=|<|>|=)(-?\d{1,5})?d?")


class Term(NamedTuple):
    """One field and what it must be.

    Texts: `values` of which one must occur (`tier`: be it); `none` means that nothing is there. `is`: one
    word. Numbers (`silent`, `due`, in days): `least` and `most`, both included, None where open.
    """

    field: str
    values: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


class Query(NamedTuple):
    """Words that must all occur in a row's text, and terms that must all hold."""

    words: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Whether it narrows anything."""
        return bool(self.words or self.terms)

    def narrows(self, former: "Query") -> bool:
        """Whether every row it keeps was kept by `former`: a letter more, a word more, a term more."""
        return all(any(word in own for own in self.words) for word in former.words) and set(
            former.terms
        ) <= set(self.terms)


def parse_query(text: str, kind: str) -> Query:
    """The query that `text` is in the list of `kind` (account, contact); accents and case do not matter."""
    words: list[str] = []
    terms: list[Term] = []
    for field, quoted, phrase, plain in _WORD.findall(fold(text)):
        if phrase:
            words.append(phrase)
        elif field or plain:
            word = field + quoted or plain
            term = _term(word, kind)
            if term is None:
                words.append(word.replace('"', "") or word)
            elif term.field:
                terms.append(term)
    return Query(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(terms)))


_UNFINISHED: Final = Term("")


def _term(word: str, kind: str) -> Term | None:
    """The term that a folded word is, `_UNFINISHED` where its value is missing, None where it is plain text."""
    if number := _NUMBER.fullmatch(word):
        return _number(*number.groups())
    field, colon, value = word.partition(":")
    if not colon:
        return None
    if field == "is":
        return _mark(value, _MARKS[kind])
    if field not in _FIELDS[kind]:
        return None
    values = tuple(part.strip().replace("_", " ") for part in value.split(",") if part.strip())
    if not values:
        return _UNFINISHED
    return _tier(values) if field == "tier" else Term(field, values)


def _number(field: str, sign: str, digits: str | None) -> Term:
    if not digits:
        return _UNFINISHED
    days = int(digits)
    match sign:
        case "<":
            return Term(field, most=days - 1)
        case "<=":
            return Term(field, most=days)
        case ">":
            return Term(field, least=days + 1)
        case ">=":
            return Term(field, least=days)
    return Term(field, least=days, most=days)


def _mark(value: str, known: tuple[str, ...]) -> Term | None:
    """A word after `is:`; its first letters do."""
    if not value:
        return _UNFINISHED
    found = next((word for word in known if word.startswith(value)), None)
    return Term("is", (found,)) if found else None


def _tier(values: tuple[str, ...]) -> Term | None:
    """`a`, `a,b` and `ab` alike; `none` and `0` for those without."""
    letters: list[str] = []
    for value in values:
        if value in ("0", NOTHING):
            letters.append(NOTHING)
        elif set(value) <= _TIERS:
            letters += value
        else:
            return None
    return Term("tier", tuple(dict.fromkeys(letters)))
