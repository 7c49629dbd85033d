"""What the meaning of a column is called where a person reads it, and what a column may become."""

from functools import lru_cache
from typing import Final

from repcockpit.exchange.sources.generic import FIELDS

EXTRA: Final = "="
LEFT_OUT: Final = "-"
_SIGNS: Final = "@&+?*"
_NOT_OFFERED: Final = frozenset(("custom", "ignore", "skip"))
_SAID: Final = {
    "id": "its id there",
    "*": "kind of the next one",
    "?class": "segment",
    "?rating": "rating",
    "?deleted": "deleted or not",
    "?when": "date",
    "?mail_opt_out": "no mail",
    "source_created_on:date": "created there",
    "@owner.id": "owner, by its id",
    "@account.id": "account, by its id",
    "@reports_to.id": "reports to, by its id",
    "@parent.id": "parent, by its id",
    "@people.contact": "contact, by its id",
}


@lru_cache(maxsize=8)
def field_words(kind: str) -> dict[str, str]:
    """The word of `--map` by meaning, for what a column of that kind may become; each meaning once."""
    found: dict[str, str] = {}
    for word, meaning in FIELDS[kind].items():
        if word not in _NOT_OFFERED and (meaning not in found or word == meaning):
            found[meaning] = word
    return dict(sorted(found.items(), key=lambda pair: _is_key(pair[0])))


def _is_key(meaning: str) -> bool:
    """Whether a meaning is a key of another program: offered after what people write."""
    return meaning == "id" or (meaning.startswith("@") and not meaning.endswith(".name"))


def said_meaning(meaning: str, kind: str) -> str:
    """A meaning in a few words: `account`, `phone, mobile`, `city of the account`."""
    word = field_words(kind).get(meaning)
    if meaning in _SAID:
        return _SAID[meaning]
    if word is not None:
        return word.replace("_", " ")
    body, _, reader = meaning.partition(":")
    name = body.lstrip(_SIGNS).replace("_", " ").replace(".name", "").replace(".", " ")
    if body.startswith("&"):
        return f"{name} of the account"
    if body in ("+phone", "+email") and reader:
        return f"{name}, {reader}"
    return name
