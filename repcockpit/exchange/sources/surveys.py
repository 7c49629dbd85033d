"""Surveys into feedback: NPS from 0 to 10 and satisfaction from 1 to 5, by whom and when."""

from collections.abc import Collection
from typing import Final

from repcockpit.exchange.sources.finishing import built, text_of, when
from repcockpit.exchange.sources.record import Draft, Reading, Record
from repcockpit.exchange.sources.shared import columns
from repcockpit.exchange.sources.values import number, plain_text, squash

SCORES: Final = (
    "score nps npsscore npsrating rating surveyrating responserating likelihood likelihoodtorecommend recommend"
    " puntuación bewertung note0bis10 hsvalue surveyresponse lastnpssurveyrating netpromoterscore"
)
CSATS: Final = (
    "csat csatscore csatrating satisfaction satisfactionscore stars zufriedenheit satisfacción sterne"
)
SURVEY: Final = columns(
    ("id", "id responseid submissionid surveyresponseid recordid hsobjectid"),
    ("?score", SCORES),
    ("?csat", CSATS),
    ("?kind", "type surveytype kind metric"),
    ("?on:instant", ("date surveydate submittedat submittedon submissiondate responsedate respondedat respondedon createdate"
     " createddate answeredon datum fecha timestamp completedat askedon asked lastnpssurveydate submissiontimestamp")),
    ("?note", ("comment comments feedback followup followupresponse why reason note notes kommentar comentario"
     " hscontent verbatim lastnpssurveycomment")),
    ("@people.email", ("email respondentemail contactemail respondent emailaddress recipientemail customeremail"
     " associatedcontactemail emailadresse correo correoelectrónico")),
    ("@people.name", "contact contactname name respondentname fullname ansprechpartner contacto associatedcontact"),
    ("@people.contact", "contactid associatedcontactids associatedcontactid"),
    ("@account.name", "account accountname company companyname customer kunde cliente firma empresa organization"),
    ("@account.id", "accountid companyid"),
    ("@owner.name", "owner"),
)  # fmt: skip
FIELDS: Final = {
    "score": "?score", "nps": "?score", "csat": "?csat", "kind": "?kind", "asked_on": "?on:instant", "date": "?on:instant",
    "note": "?note", "comment": "?note", "email": "@people.email", "contact_email": "@people.email",
    "contact": "@people.name", "contact_id": "@people.contact",
}  # fmt: skip
_OTHER: Final = frozenset(("firstname", "lastname", "subject", "stage", "amount", "status"))
"""Columns of tables that hold a rating of something else."""
_MOST: Final = {"nps": (0, 10), "csat": (1, 5)}


def is_of_survey(keys: Collection[str]) -> bool:
    """Whether squashed column names are those of a survey's answers: a figure, a day, and who gave it."""
    found = {SURVEY.get(key) for key in keys}
    who = {"@people.email", "@people.contact", "@account.name"}
    is_asked = bool(found & {"?score", "?csat"}) and "?on:instant" in found and bool(found & who)
    return is_asked and not set(keys) & _OTHER


def finish_survey(draft: Draft, reading: Reading) -> Record | str:
    """A figure somebody gave; without a word about its kind it is an NPS."""
    kind = "csat" if "csat" in draft.raw and "score" not in draft.raw else "nps"
    if any(word in squash(text_of(draft, "kind")) for word in ("csat", "satisf", "ces")):
        kind = "csat"
    said = text_of(draft, "score", "csat")
    value = number(said.partition("/")[0])
    low, high = _MOST[kind]
    if value is None or value != int(value) or not low <= value <= high:
        return f"{kind.upper()} {said!r} is not {low} to {high}" if said else "no score"
    on = when(draft, "on", reading)
    if on is None:
        return "no date"
    draft.fields = {"kind": kind, "score": int(value), "asked_on": on.day}
    note = plain_text(text_of(draft, "note"))
    if note:
        draft.fields["note"] = note
    draft.custom = {}
    return built(draft, "feedback", "feedback", reading)


def last_answer(draft: Draft, reading: Reading) -> dict[str, str | int | float | None] | None:
    """The last NPS answer that a contact's row tells; None where it tells none."""
    value = number(draft.raw.get("nps", ""))
    on = when(draft, "nps_on", reading)
    if value is None or on is None or value != int(value) or not 0 <= value <= 10:
        return None
    note = plain_text(draft.raw.get("nps_note", "")) or None
    return {"kind": "nps", "score": int(value), "asked_on": on.day, "note": note}
