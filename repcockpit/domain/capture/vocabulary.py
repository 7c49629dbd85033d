"""The head's words: types, outcomes, directions, and the words that are never a name by themselves."""

from functools import lru_cache
from typing import Final, NamedTuple

from repcockpit.domain.dates import base_language, spoken_days

TYPES: Final = {
    word: word
    for word in ("call", "visit", "meeting", "video", "email", "message", "event", "training", "qbr", "note")
} | {"e-mail": "email"}

OUTCOMES: Final[dict[str, tuple[str | None, str]]] = {
    "ok": ("connected", "completed"),
    "msg": ("left_live_message", "completed"),
    "vm": ("left_voicemail", "completed"),
    "na": ("no_answer", "completed"),
    "busy": ("busy", "completed"),
    "wrong": ("wrong_number", "completed"),
    "gatekeeper": ("gatekeeper", "completed"),
    "callback": ("callback_requested", "completed"),
    "noshow": (None, "not_held"),
    "moved": (None, "rescheduled"),
    "cancelled": (None, "cancelled"),
    "canceled": (None, "cancelled"),
    "planned": (None, "planned"),
}
"""Head word to outcome and status."""

DIRECTIONS: Final = {"in": "inbound", "out": "outbound", "reply": "inbound"}
NEW: Final = "new"

_VERBS: Final = frozenset({"may", "will", "none", NEW})
# Words that open a sentence more often than they are somebody: a name only as whole words.
_SMALL: Final[dict[str, str]] = {
    "en": (
        "a am an and any are as at be but by can did do does for from get got had has have he her him "
        "his how i if is it its me my no not of on or our out re see she should so some than that the "
        "their them then there these they this those to two up us was we were what when where which who "
        "why with would yes you your fw fwd ps todo"
    ),
    "es": (
        "a al con de del e el en es esta ha han la las le les lo los mas me mi no nos o para pero por "
        "que re se si sin su sus un una y ya"
    ),
    "de": (
        "aber am an auf aus aw bei das dem den der die ein eine er es hat ich im ist mit nach nicht noch "
        "oder sie sind so und vom von war wg wir wird zu zum zur"
    ),
    "fr": (
        "a au aux avec ce de des du elle en est et il ils je la le les mais me mon ne nous on ou par pas "
        "pour que qui sa se ses son sur un une vous"
    ),
    "it": (
        "a ai al alla che chi con da dal dei del della di e gli ha ho i il in la le lo ma nel non per "
        "piu se si sono sta su tra un una"
    ),
    "pt": (
        "a ao as com como da das de do dos e ela ele em foi mas na nao no o os para por que se sem um uma"
    ),
    "nl": (
        "aan bij dat de een en het hij ik in is maar met naar niet of om op te van voor was we wij ze zijn"
    ),
}

_OFFERS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("no answer", "not answer", "n't answer", "no reply", "no pick up", "n't pick up"),
    "es": ("no contesta", "no contesto", "no responde", "sin respuesta"),
    "de": ("keine antwort", "nicht erreicht", "geht nicht ran"),
    "fr": ("pas de reponse", "ne repond pas", "pas repondu"),
    "it": ("nessuna risposta", "non risponde"),
    "pt": ("sem resposta", "nao atende", "nao atendeu"),
    "nl": ("geen antwoord", "geen gehoor", "neemt niet op"),
}


class Vocabulary(NamedTuple):
    """The words of one device: English and its own language, folded."""

    keywords: frozenset[str]
    small: frozenset[str]
    weak_days: frozenset[str]
    no_answer: tuple[str, ...]

    def is_keyword(self, folded: str) -> bool:
        """Whether the word alone is never a name."""
        return folded in self.keywords

    def is_small(self, folded: str) -> bool:
        """Whether the word is a name only as a whole word with a delimiter, or with a further whole word."""
        return folded in self.small


@lru_cache(maxsize=8)
def vocabulary(language: str) -> Vocabulary:
    """The words of a device whose language is `language` (`es`, `de_AT.UTF-8`)."""
    days = spoken_days(language)
    own = base_language(language)
    # `so`, `mi`, `do`, and the French `mon`, begin notes: they count where `in` and `out` count.
    weak = {day for day in days if len(day) == 2} | ({"mon"} if own == "fr" else set())
    known = frozenset(days) | frozenset(TYPES) | frozenset(OUTCOMES) | frozenset(DIRECTIONS) | _VERBS
    small = frozenset(_SMALL["en"].split()) | frozenset(_SMALL.get(own, "").split())
    phrases = _OFFERS["en"] + (_OFFERS.get(own, ()) if own != "en" else ())
    return Vocabulary(known, small, frozenset(weak), phrases)
