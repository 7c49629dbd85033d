"""The head's words: types, outcomes, directions, and the words that are never a name by themselves."""

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
_SMALL_WORDS: Final = """
a am an and any are as at be but by can did do does for from get got had has have he her him his how i
if is it its me my no not of on or our out re see she should so some than that the their them then there
these they this those to two up us was we were what when where which who why with would yes you your fw
fwd aw wg ps todo al con de del e el en es esta ha han la las le les lo los mas mi nos o para pero por
que se si sin su sus un una y ya au aux avec ce des du elle est et il ils je mais ne nous ou par pas
pour qui sa ses sur une vous aber auf aus bei das dem den der die ein eine er hat ich im ist mit nach
nicht noch oder sie sind und vom von war wir wird zu zum zur ai alla che chi da dal dei della di gli ho
ma nel non per piu sono sta tra ao com como dos ela ele foi na nao os um uma aan bij dat een het hij ik
maar met naar niet om op te van voor wij ze zijn
"""
_SMALL: Final = frozenset(_SMALL_WORDS.split())

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
    weak_days: frozenset[str]
    no_answer: tuple[str, ...]

    def is_keyword(self, folded: str) -> bool:
        """Whether the word alone is never a name."""
        return folded in self.keywords

    def is_small(self, folded: str) -> bool:
        """Whether the word is a name only as a whole word with a delimiter, or with a further whole word."""
        return folded in _SMALL


def vocabulary(language: str) -> Vocabulary:
    """The words of a device whose language is `language` (`es`, `de_AT.UTF-8`)."""
    days = spoken_days(language)
    own = base_language(language)
    # `so`, `mi`, `do`, and the French `mon`, begin notes: they count where `in` and `out` count.
    weak = {day for day in days if len(day) == 2} | ({"mon"} if own == "fr" else set())
    known = frozenset(days) | frozenset(TYPES) | frozenset(OUTCOMES) | frozenset(DIRECTIONS) | _VERBS
    phrases = _OFFERS["en"] + (_OFFERS.get(own, ()) if own != "en" else ())
    return Vocabulary(known, frozenset(weak), phrases)
