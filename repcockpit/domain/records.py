"""The fields a person may set by hand, per kind: what they hold, how text becomes their value."""

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from repcockpit.domain import words
from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.domain.hours import parse_hours

Direction = Literal["back", "forward"]
DayReader = Callable[[str, Direction], date]
MomentReader = Callable[[str], tuple[date, datetime | None]]
Value = str | int | float | bool | date | tuple[date, datetime | None] | None

_WORD = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[^=]+?)?)(?P<op>[+-]?=)(?P<value>.*)", re.DOTALL)
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_YES: Final = frozenset({"yes", "y", "true", "1", "on"})
_NO: Final = frozenset({"no", "n", "false", "0", "off"})
CUSTOM: Final = "custom"
LONGEST: Final = 1_000_000


class Field(NamedTuple):
    """One field: its name on the outside, the type of its value, the column it is kept in.

    `type` is text, whole, number, day, moment, word, yes, zone, hours, country, currency, link, or one of the
    set-like texts, words, links. `allowed` are the words; `target` the kind a link leads to; `low` and
    `high` bound a number; `looks` says where a day without a year lies.
    """

    name: str
    type: str = "text"
    column: str = ""
    allowed: tuple[str, ...] = ()
    target: str = ""
    low: float = -math.inf
    high: float = math.inf
    looks: Direction = "back"

    @property
    def is_many(self) -> bool:
        """Whether it holds a set, so that `+=` and `-=` make sense."""
        return self.type in ("texts", "words", "links")


class Assignment(NamedTuple):
    """One FIELD=VALUE word, understood; `op` is =, += or -=; `custom` names a custom field."""

    field: Field
    op: str
    text: str
    custom: str = ""


def _text(name: str, column: str = "") -> Field:
    return Field(name, "text", column or name)


def _word(name: str, allowed: tuple[str, ...]) -> Field:
    return Field(name, "word", name, allowed)


def _day(name: str, column: str = "", looks: Direction = "back") -> Field:
    return Field(name, "day", column or name, looks=looks)


def _link(name: str, target: str, column: str = "") -> Field:
    return Field(name, "link", column or f"{name}_id", target=target)


_ACCOUNT = _link("account", "account")
_CONTACT = _link("contact", "contact")
_OWNER = _link("owner", "rep")
_TAGS = Field("tags", "texts")
_CUSTOM = Field(CUSTOM, "text")
_HOURS = Field("hours", "hours", "hours")
_INTERVAL = Field("interval_days", "whole", "interval_days", low=1, high=3650)

FIELDS: Final[dict[str, tuple[Field, ...]]] = {
    "account": (
        _text("name"), _word("segment", words.SEGMENTS), _word("status", words.ACCOUNT_STATUSES),
        _text("sector"), _text("street"), _text("city"), _text("postal_code"), _text("region"),
        Field("country", "country", "country"), Field("timezone", "zone", "timezone"), _HOURS,
        _link("parent", "account"), _OWNER, _INTERVAL, Field("revenue", "number", "revenue", low=0),
        Field("currency", "currency", "currency"), _word("potential", words.POTENTIALS), _text("phone"),
        _text("website"), _text("note"), _TAGS, _CUSTOM,
    ),
    "contact": (
        _text("name"), _text("first_name"), _text("last_name"), _text("title"), _text("department"),
        _word("role", words.BUYING_ROLES), Field("roles", "words", "role", words.BUYING_ROLES),
        _word("support", words.SUPPORTS), _text("email"),
        Field("emails", "texts", "email"), _text("phone"), Field("phones", "texts", "phone"),
        _link("account", "account", "primary_account_id"),
        Field("accounts", "links", "primary_account_id", target="account"), _link("reports_to", "contact"),
        _word("level", words.CONTACT_LEVELS), _day("role_confirmed_on"), _day("support_on"), _text("support_note"),
        _word("status", words.CONTACT_STATUSES), _day("left_on"), _text("new_employer"),
        _word("preferred_channel", words.CHANNELS), Field("preferred_hours", "hours", "preferred_hours"),
        Field("do_not_contact", "yes", "do_not_contact"),
        Field("do_not_mail", "yes", "do_not_mail"), _INTERVAL, _OWNER, _text("birthday"), _text("note"),
        _TAGS, _CUSTOM,
    ),
    "interaction": (
        _word("type", words.INTERACTION_TYPES), _word("outcome", words.CALL_OUTCOMES),
        _word("status", words.INTERACTION_STATUSES), _word("direction", words.DIRECTIONS),
        Field("occurred_on", "moment", "occurred_on"), Field("occurred_at", "moment", "occurred_on"),
        Field("minutes", "whole", "minutes", low=0, high=10_000), _text("subject"), _text("note"), _ACCOUNT,
        Field("contacts", "links", target="contact"), _link("rep", "rep"),
        Field("also_reps", "links", target="rep"), _link("request", "request"), _link("qbr", "qbr"),
        Field("solicited", "yes", "solicited"), _word("note_kind", words.NOTE_KINDS),
    ),
    "task": (
        _word("kind", words.TASK_KINDS), _text("title"), _text("note"), _word("status", words.TASK_STATUSES),
        _word("priority", words.PRIORITIES), _day("due_on", looks="forward"), _day("done_on"), _text("outcome"), _OWNER,
        _ACCOUNT, _CONTACT, _link("request", "request"), _link("qbr", "qbr"), _link("idea", "idea"),
    ),
    "request": (
        _text("title"), _word("type", words.REQUEST_TYPES), _word("impact", words.LEVELS),
        _word("urgency", words.LEVELS), _day("due_on", looks="forward"), _OWNER, _ACCOUNT, _CONTACT,
        _text("note"), _word("via", words.REQUEST_VIAS),
    ),
    "deal": (
        _text("name"), _word("stage", words.DEAL_STAGES), _text("stage_name"),
        Field("amount", "number", "amount"),
        Field("currency", "currency", "currency"), _day("closed_on"), _ACCOUNT, _CONTACT, _OWNER,
    ),
    "idea": (
        _text("title"), _word("status", words.IDEA_STATUSES), _text("product"), _text("note"), _CONTACT, _ACCOUNT, _OWNER,
    ),
    "training": (
        _text("topic"), _word("kind", words.TRAINING_KINDS), _day("given_on"), _day("due_on", looks="forward"),
        Field("contacts", "links", target="contact"), _ACCOUNT, _day("expires_on", looks="forward"),
        Field("usage", "whole", "usage", low=0, high=3),
    ),
    "info": (
        _text("title"), _word("kind", words.INFO_KINDS), _day("brought_on"), _CONTACT, _ACCOUNT,
        _word("reaction", words.REACTIONS), _text("path"), _text("url"), _text("note"), Field("sectors", "texts"),
        _link("writer", "rep"), _day("due_on", looks="forward"),
    ),
    "share": (
        _link("info", "info"), _CONTACT, _ACCOUNT, _day("brought_on"), _word("reaction", words.REACTIONS),
    ),
    "qbr": (_ACCOUNT, _OWNER, _text("decisions"), _text("note"), Field("infos", "links", target="info")),
    "topic": (_text("title"), Field("valid_months", "whole", "valid_months", low=1, high=600)),
    "fact": (_ACCOUNT, _word("kind", words.FACT_KINDS), _text("value"), _day("on", "on_date")),
    "delivery": (
        _ACCOUNT, _text("order", "order_no"), _text("line"), _text("product"),
        Field("promised", "number", "promised", low=0), Field("delivered", "number", "delivered", low=0), _text("unit"),
        _day("promised_on"), _day("delivered_on"),
    ),
    "seat": (
        _ACCOUNT, _word("role", words.BUYING_ROLES), _text("title"), _word("level", words.CONTACT_LEVELS),
        _text("department"), _link("reports_to", "contact"),
    ),
    "feedback": (
        _word("kind", words.FEEDBACK_KINDS), Field("score", "whole", "score", low=0, high=10),
        _day("asked_on"),
        _CONTACT, _ACCOUNT, _text("note"),
    ),
    "rep": (
        _text("name"), _word("role", words.REP_ROLES), _link("manager", "rep"), _link("team", "team"),
        _text("email"), Field("timezone", "zone", "timezone"), Field("country", "country", "country"),
        _text("region"), _HOURS, _day("left_on"),
    ),
    "leave": (_link("rep", "rep"), _day("since", looks="forward"), _day("until", looks="forward"), _link("cover", "rep")),
    "holiday": (_day("on", "on_date", "forward"), _day("until", looks="forward"), _text("title"), _ACCOUNT, _link("rep", "rep")),
    "target": (
        _link("rep", "rep"), _ACCOUNT, _day("since"), _day("until", looks="forward"),
        Field("planned", "number", "planned", low=0, high=1_000_000),
    ),
    "rate": (
        Field("currency", "currency", "currency"), Field("per", "number", "per", low=0, high=1e12),
        _day("on", "on_date"),
    ),
}  # fmt: skip
"""What `add` and `set` take, per kind."""

REQUIRED: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "account": (("name",),),
    "contact": (("name", "first_name", "last_name", "email"),),
    "interaction": (("account", "contacts"),),
    "task": (("title",),),
    "deal": (("name",),),
    "idea": (("title",),),
    "training": (("topic",), ("account", "contacts")),
    "info": (("title",),),
    "share": (("info",), ("account", "contact")),
    "topic": (("title",),),
    "fact": (("account",), ("kind",), ("value",)),
    "delivery": (("account",), ("order",)),
    "seat": (("account",), ("role", "title", "department")),
    "feedback": (("score",),),
    "rep": (("name",),),
    "leave": (("rep",), ("since",), ("until",)),
    "holiday": (("on",),),
    "target": (("rep",), ("since",), ("until",), ("planned",)),
    "rate": (("currency",), ("per",)),
}
"""For each kind that can be added: groups of fields of which one must be given."""


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of a kind. Raises UsageError for an unknown kind."""
    if kind not in FIELDS:
        raise UsageError(f"there is no kind {kind!r}", "kinds: " + ", ".join(FIELDS))
    return FIELDS[kind]


def assignments(kind: str, given: Iterable[str]) -> list[Assignment]:
    """FIELD=VALUE, FIELD+=VALUE, FIELD-=VALUE and custom.NAME=VALUE words of a kind, understood.

    Raises UsageError for a word without =, an unknown field (the hint lists them) and a += where the
    field holds one value.
    """
    known = {field.name: field for field in fields_of(kind)}
    return [_assignment(kind, known, word) for word in given]


def _assignment(kind: str, known: dict[str, Field], word: str) -> Assignment:
    hint = f"fields of {kind}: " + ", ".join(f"{name}.NAME" if name == CUSTOM else name for name in known)
    match = _WORD.fullmatch(word)
    if match is None:
        raise UsageError(f"{word!r} is not FIELD=VALUE", hint)
    name, _, custom = match["name"].partition(".")
    field = known.get(name)
    if field is None or bool(custom) != (name == CUSTOM):
        raise UsageError(f"{kind} has no field {match['name']!r}", hint)
    if match["op"] != "=" and not field.is_many:
        raise UsageError(f"{name} holds one value", f"write {name}=VALUE; += and -= are for lists")
    return Assignment(field, match["op"], match["value"].strip(), custom.strip())


def looks_like_assignment(word: str) -> bool:
    """Whether a word has the form FIELD=VALUE."""
    return _WORD.fullmatch(word) is not None


def check_required(kind: str, given: Iterable[Assignment]) -> None:
    """Raise UsageError where a field that a new record needs is missing or empty."""
    named = {one.field.name for one in given if one.text}
    for group in REQUIRED[kind]:
        if not named & set(group):
            raise UsageError(f"a new {kind} needs {' or '.join(group)}", f"write {group[0]}=VALUE")


def value_of(one: Assignment, day: DayReader, moment: MomentReader) -> Value:
    """The value of a field that holds one and is no link; empty text clears (None).

    `day` reads a date in the field's direction, `moment` a date or a date and time. Raises
    InvalidValueError with what the field can hold.
    """
    field, text = one.field, one.text
    if not text:
        return None
    if field.type == "word":
        return allowed_word(field, text)
    if field.type in ("whole", "number"):
        return _number(field, text)
    if field.type == "yes":
        return _yes(field, text)
    if field.type == "day":
        return day(text, field.looks)
    if field.type == "moment":
        return moment(text)
    return _checked_text(field, text)


def allowed_word(field: Field, text: str) -> str:
    """The word of the field's list that `text` means, case and blanks aside. Raises InvalidValueError."""
    folded = text.strip().lower().replace(" ", "_").replace("-", "_")
    for word in field.allowed:
        if folded == word.lower():
            return word
    hint = f"{field.name} is one of: {', '.join(field.allowed)}"
    raise InvalidValueError(f"{field.name} cannot be {text!r}", hint)


def _number(field: Field, text: str) -> int | float:
    try:
        number: int | float = int(text) if field.type == "whole" else float(text.replace("_", ""))
    except ValueError:
        kind = "a whole number" if field.type == "whole" else "a number with a point, such as 1250.50"
        raise InvalidValueError(f"{field.name} cannot be {text!r}", f"{field.name} is {kind}") from None
    if not math.isfinite(number) or abs(number) >= 2**63 or not field.low <= number <= field.high:
        bounds = [f"at least {field.low:g}"] if math.isfinite(field.low) else []
        bounds += [f"at most {field.high:g}"] if math.isfinite(field.high) else []
        raise InvalidValueError(
            f"{field.name} cannot be {text}", f"{field.name} is a number {', '.join(bounds)}"
        )
    return number


def _yes(field: Field, text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise InvalidValueError(f"{field.name} cannot be {text!r}", f"{field.name} is yes or no")
    return text.lower() in _YES


def _checked_text(field: Field, text: str) -> str:
    if len(text) > LONGEST:
        raise InvalidValueError(f"{field.name} is too long", f"at most {LONGEST:,} characters")
    if field.type == "currency" and not _CURRENCY.fullmatch(text):
        raise InvalidValueError(f"currency cannot be {text!r}", "three letters, such as EUR")
    if field.type == "country" and _COUNTRY.fullmatch(text):
        return text.upper()
    if field.type == "zone":
        _check_zone(text)
    if field.type == "hours":
        parse_hours(text)
    return text.upper() if field.type == "currency" else text


def _check_zone(text: str) -> None:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 -- only where a zone is set

    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise InvalidValueError(f"there is no time zone {text!r}", "such as Europe/Madrid") from None
