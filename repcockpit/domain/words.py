"""The vocabulary (rules.md 3): the words that fields of the book may hold, as plain tuples and sets.

Owns no rule: a rule asks here what a word is, and decides elsewhere.
"""

from typing import Final

INTERACTION_TYPES: Final = (
    "call",
    "meeting",
    "visit",
    "video",
    "email",
    "message",
    "event",
    "training",
    "qbr",
    "note",
    "mailing",
)
INTERACTION_STATUSES: Final = ("planned", "completed", "not_held", "rescheduled", "cancelled", "draft")
CALL_OUTCOMES: Final = (
    "connected",
    "left_live_message",
    "left_voicemail",
    "no_answer",
    "busy",
    "wrong_number",
    "gatekeeper",
    "callback_requested",
)
DIRECTIONS: Final = ("inbound", "outbound")

TOUCH_TYPES: Final = frozenset(
    ("call", "meeting", "visit", "video", "training", "qbr", "event", "email", "message")
)
"""Types that can be a touch (rules.md 2.2)."""
MAIL_TYPES: Final = frozenset(("email", "message"))
"""Types that are a touch only when two-way."""
ATTEMPT_OUTCOMES: Final = frozenset(CALL_OUTCOMES[1:])
"""Outcomes of the class `not_connected`."""
FACE_TO_FACE_TYPES: Final = frozenset(("visit", "meeting", "training", "qbr", "event"))
LOGGED_TYPES: Final = frozenset(("call", "meeting", "visit", "video"))
"""Types that count as connected when somebody logged them in the past without an outcome."""

TASK_KINDS: Final = ("task", "promise", "next_step", "callback", "qbr_action", "tell", "plan")
TASK_STATUSES: Final = ("not_started", "in_progress", "waiting", "deferred", "completed")
PRIORITIES: Final = ("high", "normal", "low")

BUYING_ROLES: Final = (
    "decision_maker",
    "budget_holder",
    "economic_buyer",
    "champion",
    "executive_sponsor",
    "influencer",
    "technical_evaluator",
    "end_user",
    "procurement",
    "gatekeeper",
    "legal_compliance",
    "blocker",
    "coach",
    "other",
    "unknown",
)
KEY_ROLES: Final = frozenset(BUYING_ROLES[:5])
"""Roles whose silence can be overdue (product.md "Today")."""
LOW_SEGMENT_ROLES: Final = frozenset(("procurement", "end_user"))
"""Roles with a slower cadence at accounts of a low segment."""

CONTACT_STATUSES: Final = ("active", "on_leave", "moved", "left", "erased", "lead")
INACTIVE_CONTACT_STATUSES: Final = frozenset(("on_leave", "moved", "left", "erased"))
ACCOUNT_STATUSES: Final = ("prospect", "customer", "dormant", "former", "exited")
UNTIMED_ACCOUNT_STATUSES: Final = frozenset(("prospect", "former", "exited"))
"""Accounts without a cadence until somebody gives them one."""

SEGMENTS: Final = ("A", "B", "C", "D")
HIGH_SEGMENTS: Final = frozenset(("A", "B"))
LOW_SEGMENTS: Final = frozenset(("C", "D"))
SEGMENT_SOURCES: Final = ("hand", "rule")
POTENTIALS: Final = ("H", "M", "L")

CADENCE_STATUSES: Final = (
    "do_not_contact",
    "snoozed",
    "on_track",
    "due_soon",
    "due_today",
    "overdue",
    "never_contacted",
    "critical",
)
"""From the quietest to the loudest."""

REQUEST_TYPES: Final = (
    "emergency_shipment",
    "wrong_delivery",
    "quality",
    "technical",
    "commercial_terms",
    "document",
    "other",
)
REQUEST_STATUSES: Final = (
    "new",
    "acknowledged",
    "in_progress",
    "waiting_customer",
    "waiting_internal",
    "resolved",
    "callback_due",
    "closed",
    "closed_unconfirmed",
    "cancelled",
)
CLOSED_REQUEST_STATUSES: Final = frozenset(("closed", "closed_unconfirmed", "cancelled"))
CALLBACK_OUTCOMES: Final = ("works", "does_not_work", "unreachable")
LEVELS: Final = ("high", "medium", "low")
"""Impact and urgency of a request."""

IDEA_STATUSES: Final = ("new", "sent", "under_review", "planned", "done", "declined", "customer_told")
INFO_KINDS: Final = (
    "trend",
    "best_practice",
    "study",
    "news",
    "product_use",
    "company",
    "social_responsibility",
    "press",
)
REACTIONS: Final = ("useful", "neutral", "no")
"""How a piece of information was taken."""
NOTE_KINDS: Final = (
    "need",
    "expectation",
    "want",
    "challenge",
    "competitor",
    "strength",
    "weakness",
    "opportunity",
    "threat",
    "only_you",
)
"""What a note tells of a customer."""
CONTACT_LEVELS: Final = ("exec", "director", "manager", "specialist", "clerical")
"""How high somebody stands in their organisation."""
CHANNELS: Final = ("call", "visit", "video", "email", "message")
"""How somebody wants to be reached."""
REQUEST_VIAS: Final = ("call", "visit", "meeting", "video", "email", "message")
"""How a request came in."""
FACT_VALUES: Final[dict[str, tuple[str, ...]]] = {
    "maintenance": ("yes", "no"),
    "share": ("up", "same", "down"),
    "intent": ("yes", "no"),
    "reference": ("yes", "no"),
    "referral": ("yes", "no"),
}
"""What is noted of a customer with a day, and what each can be."""
FACT_KINDS: Final = tuple(FACT_VALUES)
FEEDBACK_KINDS: Final = ("nps", "csat")
TRAINING_KINDS: Final = ("initial", "ongoing")
DEAL_STAGES: Final = ("open", "won", "lost")
CONTACT_POINT_KINDS: Final = ("email", "phone")
SNOOZE_TARGETS: Final = ("account", "contact", "task")
REP_ROLES: Final = ("rep", "manager", "loyalty", "executive", "viewer", "privacy_officer")
SUPPORTS: Final = ("mentor", "supporter", "neutral", "non_supporter", "enemy", "unknown")


def spoken(word: str) -> str:
    """`word` as a person reads it: `decision_maker` is "decision maker"."""
    return word.replace("_", " ")
