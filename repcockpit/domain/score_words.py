"""The words of a scorecard: activities, quadrants, shares, as a person reads them."""

from typing import Final

from repcockpit.domain.surveys import Survey

ACTIVITY_WORDS: Final = {
    "cadence": "Contact",
    "requests": "Requests",
    "network": "Network",
    "qbr": "QBR",
    "training": "Training",
    "information": "News",
    "ideas": "Ideas",
}
QUADRANT_WORDS: Final = {
    "loyal": "loyal",
    "captive": "captive: stays, does not want more",
    "well_wisher": "well-wisher: wants more, does not buy",
    "at_risk": "at risk",
    None: "unknown",
}
INPUT_WORDS: Final = {
    "usage": "use of what they were trained in",
    "maintenance": "maintenance plan",
    "order": "last order against their rhythm",
    "share": "our share",
    "nps": "would recommend us",
    "intent": "means to buy more",
    "reference": "would be a reference",
    "referral": "referred somebody",
    "ideas": "ideas offered",
}
FEW: Final = 5
"""A share of fewer is said as `n of m`."""


def share_words(met: int, of: int) -> str:
    """`94 %`, below five `3 of 4`, of nothing a dash."""
    if of <= 0:
        return "–"
    return f"{met} of {of}" if of < FEW else f"{round(100 * met / of)} %"


def survey_words(one: Survey) -> str:
    """`12 from 10 answers`; below five the answers themselves."""
    if one.score is not None:
        return f"{one.score} from {one.size} answers"
    return "no answer" if not one.answers else "only " + ", ".join(map(str, one.answers))


def known_words(share: float) -> str:
    """`known 70 %`."""
    return f"known {round(100 * share)} %"


def index_words(value: float | None, before: float | None) -> str:
    """`index 61, was 66`; without a value that too little is known."""
    if value is None:
        return "too little known"
    return f"index {value:.0f}" if before is None else f"index {value:.0f}, was {before:.0f}"
