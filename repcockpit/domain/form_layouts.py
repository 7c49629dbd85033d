"""The fields of each form in the order a rep fills them, with their labels in plain words and their hints."""

from typing import Final, NamedTuple


class Row(NamedTuple):
    """A field of a form: its name in `domain.records`, its label, and what to write there."""

    name: str
    label: str
    hint: str = ""


_DAY = "fri, tomorrow, 7d, 12/9, 2026-11-20"
_INTERVAL = Row("interval_days", "interval", "in days; blank: by tier and role")
_ACCOUNT = Row("account", "account")
_CONTACT = Row("contact", "person")
_TAGS = Row("tags", "tags", "several with commas")

LAYOUTS: Final[dict[str, tuple[Row, ...]]] = {
    "account": (
        Row("name", "name"), Row("segment", "tier"), Row("status", "status"), Row("phone", "phone"),
        Row("website", "website"), Row("street", "street"), Row("postal_code", "postcode"), Row("city", "city"),
        Row("region", "region"), Row("country", "country", "two letters, or its name"), Row("sector", "sector"),
        Row("parent", "belongs to", "the account above this one"), Row("owner", "owner"), _INTERVAL,
        Row("potential", "potential", "H, M or L"), Row("revenue", "revenue a year"),
        Row("currency", "currency", "EUR"), Row("timezone", "time zone", "Europe/Madrid"),
        Row("hours", "hours", "mon-fri 07:00-15:00"), _TAGS, Row("note", "note"),
    ),
    "contact": (
        Row("name", "name"), Row("title", "job title"),
        Row("accounts", "account", "several with commas, the main one first"),
        Row("roles", "role", "several with commas, the main one first"),
        Row("phones", "phone", "several with commas, the main one first"),
        Row("emails", "e-mail", "several with commas, the main one first"), Row("department", "department"),
        Row("reports_to", "reports to"), Row("support", "towards us"), Row("support_note", "what says so"),
        Row("support_on", "said on", _DAY), Row("level", "level"), Row("role_confirmed_on", "role sure on", _DAY), _INTERVAL,
        Row("preferred_channel", "wants"), Row("preferred_hours", "at hours", "mon-thu 08:00-10:00"),
        Row("birthday", "birthday", "1975-04-21 or 04-21"), Row("status", "status"),
        Row("left_on", "left on", _DAY), Row("new_employer", "went to"), Row("do_not_contact", "do not contact"), Row("do_not_mail", "do not mail"), Row("owner", "owner"), _TAGS,
        Row("note", "note"),
    ),
    "interaction": (
        Row("type", "type"), Row("contacts", "with", "several with commas"), _ACCOUNT,
        Row("occurred_on", "when", "yesterday, fri 14:30, 2026-11-20 09:00"), Row("outcome", "outcome"),
        Row("status", "status"), Row("direction", "direction"), Row("minutes", "minutes"),
        Row("subject", "subject"), Row("note", "note"), Row("note_kind", "tells of", "need, want, competitor, threat"),
        Row("rep", "by"), Row("also_reps", "with us", "colleagues, several with commas"), Row("solicited", "they asked"),
    ),
    "task": (
        Row("title", "what"), Row("kind", "kind"), Row("due_on", "due", _DAY), _CONTACT, _ACCOUNT,
        Row("priority", "priority"), Row("status", "status"), Row("done_on", "done on", _DAY),
        Row("outcome", "outcome"), Row("owner", "owner"), Row("note", "note"),
    ),
    "promise": (
        Row("title", "promised"), Row("due_on", "by", _DAY), _CONTACT, _ACCOUNT, Row("status", "status"),
        Row("done_on", "kept on", _DAY), Row("outcome", "outcome"), Row("owner", "owner"), Row("note", "note"),
    ),
    "request": (
        Row("title", "what"), Row("type", "type"), Row("impact", "impact"), Row("urgency", "urgency"),
        Row("due_on", "wanted by", _DAY), _CONTACT, _ACCOUNT, Row("owner", "owner"), Row("note", "note"),
    ),
    "deal": (
        Row("name", "name"), _ACCOUNT, _CONTACT, Row("stage", "stage"), Row("stage_name", "stage in words"),
        Row("amount", "amount"), Row("currency", "currency", "EUR"), Row("closed_on", "closed on", _DAY),
        Row("owner", "owner"),
    ),
    "idea": (
        Row("title", "idea"), Row("product", "product"), _CONTACT, _ACCOUNT, Row("status", "status"),
        Row("note", "note"),
    ),
    "training": (
        Row("topic", "topic"), Row("contacts", "people", "several with commas"), _ACCOUNT,
        Row("given_on", "given on", "blank: planned"), Row("due_on", "planned for", _DAY),
        Row("expires_on", "holds until", "blank: as the topic says"), Row("usage", "usage", "0 not used, 3 well used"),
        Row("kind", "kind"),
    ),
    "info": (
        Row("title", "news"), Row("kind", "kind"), _CONTACT, _ACCOUNT, Row("brought_on", "brought on", _DAY),
        Row("reaction", "reaction"),
    ),
    "item": (
        Row("title", "news"), Row("kind", "kind"), Row("path", "file", "its path; it stays where it is"),
        Row("url", "link", "https://"), Row("sectors", "for sectors", "several with commas; blank: for all"),
        Row("writer", "who writes it"), Row("due_on", "ready by", _DAY), Row("note", "note"),
    ),
    "share": (
        Row("info", "news", "an item of the library"), _CONTACT, _ACCOUNT, Row("brought_on", "brought on", _DAY),
        Row("reaction", "reaction"),
    ),
    "topic": (
        Row("title", "topic"), Row("valid_months", "holds for", "months; blank: for ever"),
    ),
    "fact": (
        _ACCOUNT, Row("kind", "about"), Row("value", "it is", "yes or no; of the share: up, same, down"),
        Row("on", "on", _DAY),
    ),
    "seat": (
        _ACCOUNT, Row("title", "title"), Row("role", "role"), Row("department", "department"), Row("level", "level"),
        Row("reports_to", "reports to"),
    ),
    "delivery": (
        _ACCOUNT, Row("order", "order"), Row("line", "line"), Row("product", "product"), Row("promised", "promised"),
        Row("delivered", "delivered"), Row("unit", "unit", "t, pieces"), Row("promised_on", "promised for", _DAY),
        Row("delivered_on", "delivered on", _DAY),
    ),
    "feedback": (
        Row("score", "score", "NPS 0 to 10, CSAT 1 to 5"), Row("kind", "kind"), _CONTACT, _ACCOUNT,
        Row("asked_on", "asked on", _DAY), Row("note", "note"),
    ),
    "leave": (
        Row("rep", "who"), Row("since", "from", _DAY), Row("until", "until", _DAY), Row("cover", "covered by"),
    ),
    "holiday": (
        Row("on", "day", _DAY), Row("until", "until", "blank: one day"), Row("title", "called"),
        Row("account", "account", "blank: for us"), Row("rep", "only for"),
    ),
    "target": (
        Row("rep", "who"), Row("account", "account", "blank: all accounts"), Row("since", "from", _DAY),
        Row("until", "until", _DAY), Row("planned", "touches"),
    ),
    "rate": (
        Row("currency", "currency", "three letters"), Row("per", "for one", "1: the reporting currency"),
        Row("on", "from", _DAY),
    ),
    "rep": (
        Row("name", "name"), Row("role", "role"), Row("email", "e-mail"), Row("timezone", "time zone", "Europe/Madrid"),
        Row("country", "country", "two letters"), Row("region", "region"), Row("hours", "hours"),
        Row("manager", "manager"), Row("left_on", "left on", _DAY),
    ),
}  # fmt: skip
