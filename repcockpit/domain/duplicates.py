"""How alike two people or two accounts are (rules.md 2.16), and which pairs are worth a look.

Never on a shared name alone, and never on a shared box or line alone: an e-mail or a phone counts only
between names that could be one person's.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from repcockpit.domain.names import fold, words
from repcockpit.domain.settings import DEFAULTS, RuleNumbers

_BIG_BLOCK: Final = 40
_NOT_DIGITS: Final = re.compile(r"\D+")
_EXTENSION: Final = re.compile(r"(?:ext\.?|x|#|;ext=)\s*\d+\s*$", re.IGNORECASE)
_LEGAL_FORMS: Final = frozenset(
    (
        *("ag", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kg", "limited"),
        *(
            "llc",
            "llp",
            "ltd",
            "nv",
            "oy",
            "plc",
            "pty",
            "sa",
            "sarl",
            "se",
            "sl",
            "slu",
            "spa",
            "srl",
            "the",
        ),
    )
)
_SHARED_BY: Final = 3


class Party(NamedTuple):
    """A person or an account made ready to be compared, once; see `person` and `company`.

    `name_words` are folded and sorted; `mails` holds e-mails of a person, web domains of an account;
    `places` the accounts of a person, the folded city of an account.
    """

    id: bytes
    name_words: tuple[str, ...]
    mails: frozenset[str]
    phones: frozenset[str]
    places: frozenset[bytes]


class Pair(NamedTuple):
    """Two parties that may be one, the score and the parts that made it."""

    a: bytes
    b: bytes
    score: float
    why: tuple[str, ...]


def person(
    key: bytes, name: str, emails: Iterable[str], phones: Iterable[str], account_ids: Iterable[bytes]
) -> Party:
    """A person made ready to be compared."""
    return Party(
        key,
        tuple(sorted(words(fold(name)))),
        frozenset(mail for email in emails if (mail := normal_email(email))),
        frozenset(digits for phone in phones if (digits := normal_phone(phone))),
        frozenset(account_ids),
    )


def company(
    key: bytes, name: str, website: str | None = None, phone: str | None = None, city: str | None = None
) -> Party:
    """An account made ready to be compared; legal forms are left out of its name."""
    said = words(fold(name))
    domain, digits = normal_domain(website or ""), normal_phone(phone or "")
    return Party(
        key,
        tuple(sorted(word for word in said if word not in _LEGAL_FORMS)) or said,
        frozenset([domain] if domain else []),
        frozenset([digits] if digits else []),
        frozenset([fold(city).encode()] if city and city.strip() else []),
    )


def normal_email(text: str) -> str:
    """An e-mail trimmed, in lower case, without its `+tag`; blank where it is none."""
    name, at, domain = text.strip().lower().rpartition("@")
    name = name.split("+", 1)[0]
    return f"{name}@{domain}" if at and name and domain else ""


def normal_domain(text: str) -> str:
    """The host of a web address without `www.`; blank where there is none."""
    host = text.strip().lower().split("://")[-1].split("/")[0].split(":")[0].removeprefix("www.")
    return host if "." in host else ""


def normal_phone(text: str) -> str:
    """The digits of a phone, `+` before an international one, without extension; blank below seven digits."""
    kept = _EXTENSION.sub("", text.strip())
    is_international = kept.startswith(("+", "00"))
    digits = _NOT_DIGITS.sub("", kept.replace("(0)", "", 1) if is_international else kept)
    if is_international:
        digits = digits.removeprefix("00")
    if len(digits) < 7:
        return ""
    return f"+{digits}" if is_international else digits


def is_same_phone(one: str, other: str) -> bool:
    """Whether two normal phones are one number; a national one may lack the country and the leading 0."""
    if one == other:
        return True
    abroad, national = sorted((one, other))  # "+" sorts before digits
    tail = national.lstrip("0")
    if not abroad.startswith("+"):
        return abroad.lstrip("0") == tail
    return not national.startswith("+") and len(tail) >= 8 and _ends_with(abroad, tail)


def _ends_with(abroad: str, tail: str) -> bool:
    return abroad.endswith(tail) and len(abroad) - 1 - len(tail) <= 3


def similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two names are, given as sorted folded words, 0 to 1.

    The Jaro-Winkler similarity of the least similar words; of the whole names where one has more words.
    Long equal words would otherwise hide that the others differ (Hannah Anderson, Ava Anderson).
    """
    if len(one) != len(other):
        return _jaro_winkler("".join(one), "".join(other))
    return min(map(_jaro_winkler, one, other), default=0.0)


def _jaro_winkler(one: str, other: str) -> float:
    if one == other:
        return 1.0 if one else 0.0
    reach = max(max(len(one), len(other)) // 2 - 1, 0)
    taken = [False] * len(other)
    hits = []
    for place, char in enumerate(one):
        for there in range(max(0, place - reach), min(len(other), place + reach + 1)):
            if not taken[there] and other[there] == char:
                taken[there] = True
                hits.append(char)
                break
    if not hits:
        return 0.0
    matched = [char for char, hit in zip(other, taken, strict=True) if hit]
    moved = sum(a != b for a, b in zip(hits, matched, strict=True)) / 2
    count = len(hits)
    jaro = (count / len(one) + count / len(other) + (count - moved) / count) / 3
    start = next((n for n, (a, b) in enumerate(zip(one[:4], other[:4], strict=False)) if a != b), 4)
    return jaro + min(start, len(one), len(other)) * 0.1 * (1 - jaro)


def _could_be_one(a: Party, b: Party) -> bool:
    """Whether the names do not speak against it: one is missing, or they share a word of three letters."""
    if not a.name_words or not b.name_words:
        return True
    return any(len(word) > 2 for word in set(a.name_words).intersection(b.name_words))


def shared_marks(parties: Iterable[Party]) -> frozenset[str]:
    """The e-mails and phones that three or more different names use: boxes and lines of nobody's own."""
    users: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for party in parties:
        for mark in party.mails | party.phones:
            users[mark].add(party.name_words)
    return frozenset(mark for mark, names in users.items() if len(names) >= _SHARED_BY)


def score_pair(
    a: Party,
    b: Party,
    numbers: RuleNumbers = DEFAULTS,
    *,
    shared: frozenset[str] = frozenset(),
    words_for: tuple[str, str] = ("e-mail", "account"),
) -> tuple[float, tuple[str, ...]]:
    """The points of a pair and the parts that made them.

    An e-mail (60) and a phone (35) count between similar names, and where they are not in `shared` (see
    `shared_marks`) between names that could be one person's; a similar name (30) and the same account (20)
    count on top, and a similar name alone is nothing.
    """
    is_similar = similarity(a.name_words, b.name_words) >= numbers.duplicate_similarity
    parts: list[tuple[float, str]] = []
    if is_similar or _could_be_one(a, b):
        left_out = frozenset() if is_similar else shared
        if (a.mails & b.mails) - left_out:
            parts.append((numbers.duplicate_email, f"same {words_for[0]}"))
        if any(is_same_phone(one, other) for one in a.phones - left_out for other in b.phones - left_out):
            parts.append((numbers.duplicate_phone, "same phone"))
    if is_similar:
        parts.append((numbers.duplicate_name, "similar name"))
    if parts and a.places & b.places:
        parts.append((numbers.duplicate_account, f"same {words_for[1]}"))
    if [word for _, word in parts] == ["similar name"]:
        return 0.0, ()
    return sum(points for points, _ in parts), tuple(word for _, word in parts)


def score_accounts(
    a: Party, b: Party, numbers: RuleNumbers = DEFAULTS, *, shared: frozenset[str] = frozenset()
) -> tuple[float, tuple[str, ...]]:
    """The points of two accounts: website as e-mail, city as account (see `score_pair`)."""
    return score_pair(a, b, numbers, shared=shared, words_for=("website", "city"))


def verdict(score: float, numbers: RuleNumbers = DEFAULTS) -> str | None:
    """`probable` from 80 points, `ask` from 50, else None."""
    if score >= numbers.duplicate_probable:
        return "probable"
    return "ask" if score >= numbers.duplicate_ask else None


def blocking_keys(party: Party) -> frozenset[tuple[str, object]]:
    """What two parties must share to be compared: an e-mail, a phone's end, or a place and initials."""
    initials = "".join(word[0] for word in party.name_words)
    keys: set[tuple[str, object]] = {("mail", mail) for mail in party.mails}
    keys.update(("phone", phone[-7:]) for phone in party.phones)
    if initials:
        keys.update(("place", (place, initials)) for place in party.places)
    return frozenset(keys)


def candidate_pairs(parties: Iterable[Party]) -> Iterator[tuple[Party, Party]]:
    """Each pair worth scoring once, by block; a big block is compared only where a name word is shared."""
    blocks: dict[tuple[str, object], list[Party]] = defaultdict(list)
    for party in parties:
        for key in blocking_keys(party):
            blocks[key].append(party)
    seen: set[tuple[bytes, bytes]] = set()
    for block in blocks.values():
        for a, b in _block_pairs(block):
            one, other = (a, b) if a.id < b.id else (b, a)
            if (one.id, other.id) not in seen:
                seen.add((one.id, other.id))
                yield one, other


def _block_pairs(block: list[Party]) -> Iterator[tuple[Party, Party]]:
    if len(block) <= _BIG_BLOCK:
        yield from combinations(block, 2)
        return
    parts: dict[str, list[Party]] = defaultdict(list)
    for party in block:
        for word in party.name_words:
            parts[word].append(party)
    for part in parts.values():
        if len(part) <= _BIG_BLOCK:
            yield from combinations(part, 2)
            continue
        whole: dict[tuple[str, ...], list[Party]] = defaultdict(list)
        for party in part:
            whole[party.name_words].append(party)
        for same in whole.values():
            yield from pairwise(same)


def duplicate_pairs(
    parties: Sequence[Party], numbers: RuleNumbers = DEFAULTS, *, are_accounts: bool = False
) -> tuple[Pair, ...]:
    """Every pair worth showing, the highest score first, then by id."""
    scored = score_accounts if are_accounts else score_pair
    shared = shared_marks(parties)
    found = []
    for a, b in candidate_pairs(parties):
        points, why = scored(a, b, numbers, shared=shared)
        if verdict(points, numbers):
            found.append(Pair(a.id, b.id, points, why))
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b)))
