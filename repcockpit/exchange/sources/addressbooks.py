"""Address books: Google contacts (now and legacy), Outlook (desktop, .com), Thunderbird, vCards."""

from typing import Final

from repcockpit.exchange.sources.finishing import finish_contact
from repcockpit.exchange.sources.record import Draft, Reading, Record, Source
from repcockpit.exchange.sources.shared import PERSON, columns, words

OUR_CARD: Final = ".own"
"""Under what a card that we wrote says so."""
_SYSTEM_GROUPS = frozenset(
    ("mycontacts", "my contacts", "starred", "friends1", "* mycontacts", "* my contacts")
)

_GOOGLE = {**PERSON} | columns(
    ("?full_name", "name"),
    ("?file_as", "fileas"),
    ("@account.name", "organizationname organization1name"),
    ("title", "organizationtitle organization1title"),
    ("department", "organizationdepartment organization1department"),
    ("=", "organization1type nameprefix phoneticfirstname phoneticmiddlename phoneticlastname occupation"),
    ("-", "photo yominame givennameyomi familynameyomi additionalnameyomi"),
    ("&country", "address1country"),
    ("&city", "address1city"),
    ("&street", "address1street"),
    ("&postal_code", "address1postalcode"),
    ("&region", "address1region"),
)
_GOOGLE_PATTERNS: Final = (
    (r"email\d+value", "+email"),
    (r"email\d+(?:label|type)", "-"),
    (r"phone\d+(?:label|type)", "*"),
    (r"phone\d+value", "+phone"),
    (r"address\d+(?:label|type)", "-"),
    (r"website\d+(?:label|type)", "-"),
)
_OUTLOOK = {**PERSON} | columns(
    ("=", "title account webpage"),
    ("id", "id"),
    ("?action", "action"),
    ("?file_as", "emaildisplayname fileas"),
    (
        "-",
        "emailtype email2type email3type email2displayname email3displayname sensitivity private internetfreebusy",
    ),
    ("&street", "businessstreet businessstreet2 businessstreet3 businessaddress"),
    ("&city", "businesscity"),
    ("&region", "businessstate"),
    ("&postal_code", "businesspostalcode"),
    ("&country", "businesscountryregion businesscountry"),
    ("&phone", "companymainphone"),
)
_THUNDERBIRD = {**PERSON} | columns(
    ("?full_name", "displayname"),
    ("&street", "workaddress workaddress2"),
    ("&city", "workcity"),
    ("&region", "workstate"),
    ("&postal_code", "workzipcode"),
    ("&country", "workcountry"),
    ("?birth_year", "birthyear"),
    ("?birth_month", "birthmonth"),
    ("?birth_day", "birthday"),
    ("=", "custom1 custom2 custom3 custom4 webpage1 webpage2 screenname faxnumber pagernumber"),
)
_VCARD = {**PERSON} | columns(
    ("id", "uid"),
    ("name", "fn"),
    ("last_name", "nfamily"),
    ("first_name", "ngiven"),
    ("?middle_name", "nadditional nmiddle"),
    ("?suffix", "nsuffix"),
    ("=", "nprefix"),
    ("@account.name", "org"),
    ("department", "orgunit"),
    ("title", "title"),
    ("birthday:date", "bday"),
    ("+tag", "categories"),
    ("note:note", "note"),
    ("@reports_to.name", "manager"),
    ("&street", "adrstreet adrextended"),
    ("&city", "adrlocality adrcity"),
    ("&region", "adrregion"),
    ("&postal_code", "adrcode adrpostalcode adrpostal"),
    ("&country", "adrcountry"),
    ("?prodid", "prodid"),
    ("-", "rev photo version kind"),
)
_VCARD_PATTERNS: Final = (
    (r"email\d*", "+email"),
    (r"tel\d*", "+phone"),
    (r"tel(?:cell|mobile)\d*", "+phone:mobile"),
    (r"orgunit\d+", "="),
)


def _google(draft: Draft, reading: Reading) -> Record | str:
    draft.tags = [tag for tag in draft.tags if tag.casefold() not in _SYSTEM_GROUPS]
    return finish_contact(draft, reading)


def _outlook(draft: Draft, reading: Reading) -> Record | str:
    if draft.raw.get("action", "").casefold() == "delete":
        return "marked `delete` in the file: an import deletes nothing"
    return finish_contact(draft, reading)


def _thunderbird(draft: Draft, reading: Reading) -> Record | str:
    parts = [draft.raw.get(key, "") for key in ("birth_year", "birth_month", "birth_day")]
    if all(part.isdigit() for part in parts):
        year, month, day = (int(part) for part in parts)
        if 1800 < year < 2200 and 1 <= month <= 12 and 1 <= day <= 31:
            draft.fields["birthday"] = f"{year:04}-{month:02}-{day:02}"
    elif any(parts):
        draft.custom["Birthday"] = "-".join(part or "?" for part in parts)
    return finish_contact(draft, reading)


def _vcard(draft: Draft, reading: Reading) -> Record | str:
    if draft.external_id and "@" in draft.external_id:
        draft.external_id = None
    product = draft.raw.pop("prodid", "")
    record = finish_contact(draft, reading)
    if product and isinstance(record, Record):
        record.custom[OUR_CARD] = product
    return record


SOURCES: Final = (
    Source(
        "vcard", "contact", "contact", (frozenset(),), _VCARD, _vcard, _VCARD_PATTERNS,
        forms=frozenset({"vcard"}),
    ),
    Source(
        "google", "contact", "contact",
        words("phonetic first name", "e-mail 1 - value", "e-mail 1 - label", "organization 1 - name",
              "given name|family name|group membership", "organization name|organization title", "phone 1 - value"),
        _GOOGLE, _google, _GOOGLE_PATTERNS, has_ids=False,
    ),
    Source(
        "thunderbird", "contact", "contact",
        words("primary email|display name", "primary email|secondary email", "first name|primary email|screen name"),
        _THUNDERBIRD, _thunderbird, has_ids=False,
    ),
    Source(
        "outlook", "contact", "contact",
        words("first name|business country/region", "first name|internet free busy", "first name|business country",
              "first name|e-mail address|business phone", "first name|e-mail display name",
              "first name|e-mail address|web page", "action|id|name|e-mail address",
              "first name|e-mail address|company", "name|e-mail address|business phone"),
        _OUTLOOK, _outlook, has_ids=False,
    ),
)  # fmt: skip
OWN_CARD: Final = SOURCES[0]._replace(name="repcockpit", is_own=True)
"""A card of a person of ours: no reference to it is kept."""
