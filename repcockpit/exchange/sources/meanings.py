"""The sources' words for our words (rules.md 3.2): types, outcomes, states, roles. Unknown words give None."""

import re
from typing import Final

from repcockpit.exchange.sources.values import squash

_TYPES: Final = {
    "call": "call phonecall phone telephone anruf appel llamada outboundcall inboundcall logcall logacall phonevod",
    "meeting": "meeting appointment lunch demo dinner breakfast coffee facetoface inperson termin réunion reunión"
    " presentation workshop consultation",
    "visit": "visit sitevisit fieldvisit customervisit besuch visite visita facetofacevod salesvisit storevisit",
    "video": "video videocall videomeeting onlinemeeting virtualmeeting webmeeting webconference zoom teams"
    " teamsmeeting videovod webex",
    "email": "email mail incomingemail forwardedemail emailin emailout thankyou emailvod correo courriel",
    "message": "message sms text chat whatsapp linkedinmessage linkedin inmail messagevod communication chatortext"
    " communicationsms",
    "event": "event conference tradeshow webinar seminar messe",
    "training": "training schulung formation",
    "qbr": "qbr ebr quarterlybusinessreview businessreview",
    "note": "note notes notiz comment annotation",
    "mailing": "mailing letter physicalmail postalmail fax listemail massemail campaign newsletter ship",
    "task": "task tasks todo followup prep preparation other none reminder deadline aufgabe recurringtask",
}
TYPES: Final = {word: ours for ours, words in _TYPES.items() for word in words.split()}

_OUTCOMES: Final = {
    "connected": "connected answered reached livecall success successful spoke spokewith completed held",
    "left_live_message": "leftlivemessage livemessage leftmessage",
    "left_voicemail": "leftvoicemail voicemail leftvoicemessage vm messageleft",
    "no_answer": "noanswer noreply unanswered notanswered missed didnotanswer notreached",
    "busy": "busy linebusy occupied",
    "wrong_number": "wrongnumber badnumber invalidnumber disconnected",
    "gatekeeper": "gatekeeper secretary",
    "callback_requested": "callbackrequested callback callbacklater requestedcallback",
}
OUTCOMES: Final = {word: ours for ours, words in _OUTCOMES.items() for word in words.split()} | {
    "f240bbac87c94f6ebf70924b57d47db7": "connected",
    "a4c4c377d2464b32a13b75a56a4cd0ff": "left_live_message",
    "b2cf5968551e4856978352b3da59a7d0": "left_voicemail",
    "73a0d17f11634015bdd5ec830791da20": "no_answer",
    "9d9162e76cf34944bf634dff82258764": "busy",
    "17b47fee58de441ea44cc6300d46f273": "wrong_number",
}

_STATUSES: Final = {
    "planned": "planned scheduled upcoming plannedvod",
    "completed": "completed complete held done closed sent received success submittedvod savedvod logged made",
    "not_held": "notheld noshow",
    "rescheduled": "rescheduled",
    "cancelled": "canceled cancelled aborted",
    "draft": "draft",
    "open": "open notstarted inprogress waiting waitingonsomeoneelse deferred active pending new pendingsend none",
}
STATUSES: Final = {word: ours for ours, words in _STATUSES.items() for word in words.split()}

_TASK_STATUSES: Final = {
    "not_started": "notstarted open new planned scheduled pending active",
    "in_progress": "inprogress started",
    "waiting": "waiting waitingonsomeoneelse waitingforinput",
    "deferred": "deferred",
    "completed": "completed complete done closed held canceled cancelled",
}
TASK_STATUSES: Final = {word: ours for ours, words in _TASK_STATUSES.items() for word in words.split()}

_DIRECTIONS: Final = {
    "inbound": "inbound incoming in received incomingemail eingehend",
    "outbound": "outbound outgoing out sent email forwardedemail ausgehend internal",
}
DIRECTIONS: Final = {word: ours for ours, words in _DIRECTIONS.items() for word in words.split()}

_PRIORITIES: Final = {
    "high": "high highest urgent hoch",
    "normal": "normal medium mittel",
    "low": "low lowest niedrig",
}
PRIORITIES: Final = {word: ours for ours, words in _PRIORITIES.items() for word in words.split()}

_ROLES: Final = {
    "decision_maker": "decisionmaker economicdecisionmaker decider entscheider",
    "budget_holder": "budgetholder",
    "economic_buyer": "economicbuyer buyer",
    "champion": "champion",
    "executive_sponsor": "executivesponsor sponsor",
    "influencer": "influencer",
    "technical_evaluator": "technicalevaluator technicalbuyer evaluator technical",
    "end_user": "enduser businessuser user",
    "procurement": "procurement purchasing purchaser einkauf",
    "gatekeeper": "gatekeeper",
    "legal_compliance": "legalcompliance legalandcompliance legal compliance",
    "blocker": "blocker",
    "coach": "coach",
    "other": "other",
}
ROLES: Final = {word: ours for ours, words in _ROLES.items() for word in words.split()}

_SEGMENT = re.compile(
    r"(?:class|tier|segment|category|customer|account|klasse)?[\s\-:]*([A-Da-d])$", re.IGNORECASE
)
_PROSPECT = re.compile(
    r"\b(?:prospects?|candidate|leads?|interessent|qualified lead|opportunity|subscriber)\b"
)
_FORMER = re.compile(r"\b(?:old|former|ex|lost|churned|inactive|previous|ehemalig\w*)\b")
_DORMANT = re.compile(r"\bdormant\b")


def interaction_type(word: str) -> str | None:
    """Our type for a source's word; `task` where the word says to-do; None where it is unknown."""
    found = TYPES.get(squash(word))
    if found or not word:
        return found
    for part in re.split(r"[\s/,&_-]+", word):
        if TYPES.get(squash(part)) not in (None, "task"):
            return TYPES[squash(part)]
    return None


def outcome(word: str) -> str | None:
    """Our call outcome for a label or a HubSpot id; None where it says nothing we know."""
    return OUTCOMES.get(squash(word))


def status(word: str) -> str | None:
    """planned, completed, not_held, rescheduled, cancelled, draft or `open`; None where unknown."""
    key = squash(word)
    return STATUSES.get(key) or next(
        (ours for start, ours in STATUSES.items() if key.startswith(start)), None
    )


def roles(words: list[str]) -> list[str]:
    """Buying roles of a list of labels, known ones only, each once."""
    return list(dict.fromkeys(ROLES[key] for word in words if (key := squash(word)) in ROLES))


def segment(word: str) -> str | None:
    """A to D where the word plainly says so; a rating such as Hot is none."""
    found = _SEGMENT.fullmatch(word.strip())
    return found.group(1).upper() if found else None


def account_status(word: str) -> str | None:
    """prospect, former, dormant or customer from a type or lifecycle word; None where it says none."""
    text = " ".join(word.casefold().replace("-", " ").replace("_", " ").split())
    if _FORMER.search(text):
        return "former"
    if _DORMANT.search(text):
        return "dormant"
    if _PROSPECT.search(text) or text in ("marketingqualifiedlead", "salesqualifiedlead"):
        return "prospect"
    return "customer" if text.startswith(("customer", "kunde", "client", "evangelist")) else None


def deal_stage(stage: str, state: str, *, is_won: bool | None, is_closed: bool | None) -> str:
    """open, won or lost, from flags first, then the state, then the stage's name."""
    if is_won:
        return "won"
    if is_closed:
        return "lost"
    for word in (squash(state), squash(stage)):
        if "lost" in word or word in (
            "abandoned",
            "canceled",
            "cancelled",
            "verloren",
            "perdu",
            "perdido",
            "deadlead",
        ):
            return "lost"
        if (
            word.endswith("won")
            or word.startswith(("won", "closedwon"))
            or word in ("gewonnen", "gagné", "ganado")
        ):
            return "won"
    return "open"
