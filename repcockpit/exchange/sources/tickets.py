"""Tickets and cases of help desks into requests: what was asked, how urgent it was, when it began and ended."""

from typing import Final

from repcockpit.exchange.sources.dates import Moment, moment
from repcockpit.exchange.sources.finishing import built, flag, text_of, when
from repcockpit.exchange.sources.record import Draft, Reading, Record
from repcockpit.exchange.sources.shared import columns
from repcockpit.exchange.sources.values import one_line, plain_text, squash

TICKET: Final = columns(
    ("id", "ticketid id caseid recordid hsobjectid requestid ticketnumber issueid"),
    ("?number", "casenumber ticketno caseno number"),
    ("?title", "ticketname subject hsubject title name casesubject summary betreff asunto issue request"),
    ("?note", "ticketdescription description content details note notes beschreibung descripción casecomments body"),
    ("?type", "category tickettype casetype type hsticketcategory reason casereason kategorie tipo issuetype"),
    ("?status", "ticketstatus status hspipelinestage casestatus state estado"),
    ("?priority", "priority ticketpriority hsticketpriority casepriority severity priorität prioridad"),
    ("?opened:instant", ("createdate createddate created createdat createdon opened openedat openedon openeddate datetimeopened"
     " dateopened reportedon datecreated erstelltam fechadecreación")),
    ("?closed:instant", ("closedate closeddate closed closedat closedon dateclosed datetimeclosed resolveddate resolvedat"
     " dateresolved resolutiondate resolvedon geschlossenam fechadecierre")),
    ("?answered:instant", ("firstagentemailresponsedate firstagentresponsedate firstresponsedate firstresponseat"
     " firstrespondedat firstresponse responded respondedat")),
    ("due_on:date", "duedate dueon fälligam fechalímite"),
    ("?is_closed", "isclosed"),
    ("?deleted", "isdeleted"),
    ("?via", "source origin caseorigin channel via kanal canal hsourcetype"),
    ("@account.name", ("account accountname company companyname associatedcompany organization customer kunde cliente"
     " associatedcompanyprimary primarycompany firma empresa")),
    ("@account.id", "accountid associatedcompanyids associatedcompanyid companyid organizationid associatedcompanyidsprimary"),
    ("@account.domain", "associatedcompanydomain companydomainname companydomain"),
    ("@people.name", "contact contactname associatedcontact requester ansprechpartner contacto associatedcontacts"),
    ("@people.email", "associatedcontactemail contactemail email requesteremail contactemailaddress suppliedemail"),
    ("@people.contact", "contactid associatedcontactids associatedcontactid contactids"),
    ("@owner.name", "ticketowner caseowner owner ownername assignee assignedto agent hubspotownerid"),
    ("@owner.id", "ownerid ticketownerid"),
    ("@owner.email", "owneremail"),
)  # fmt: skip
FIELDS: Final = {
    "title": "?title", "note": "?note", "type": "?type", "status": "?status", "priority": "?priority",
    "opened_at": "?opened:instant", "closed_at": "?closed:instant", "responded_at": "?answered:instant",
    "due_on": "due_on:date", "via": "?via", "contact": "@people.name", "contact_email": "@people.email",
    "contact_id": "@people.contact",
}  # fmt: skip
_TYPES: Final = (
    ("emergency_shipment", "emergency rush express notfall eilig urgentshipment"),
    ("wrong_delivery", "wrongdelivery delivery shipping shipment logistics lieferung transport entrega missing wrongitem"),
    ("quality", "quality complaint defect claim reklamation qualität calidad queja warranty reclamación productissue"),
    ("commercial_terms", "billing invoice price pricing contract payment terms rechnung factura commercial refund"),
    ("document", "document certificate documentation datasheet zertifikat certificado"),
    ("technical", "technical mechanical electrical electronic bug installation technisch técnico repair structural performance"),
)  # fmt: skip
_LEVELS: Final = {
    "high high": "urgent critical highest p1 blocker emergency kritisch crítica dringend urgente sev1 1",
    "medium high": "high hoch alta p2 major sev2 2",
    "medium medium": "medium normal mittel media p3 moderate sev3 3",
    "low medium": "low lowest niedrig baja p4 minor trivial sev4 4",
}
_ENDED: Final = [
    "closed",
    "close",
    "done",
    "complete",
    "completed",
    "geschlossen",
    "cerrado",
    "fermé",
    "finished",
    "archived",
    "erledigt",
]
_SOLVED: Final = ["resolved", "solved", "fixed", "gelöst", "resuelto", "answered"]
_OFF: Final = [
    "cancelled",
    "canceled",
    "duplicate",
    "rejected",
    "spam",
    "abgebrochen",
    "cancelado",
    "invalid",
]
_WAITS: Final = [
    "waitingoncontact",
    "waitingoncustomer",
    "customer",
    "awaitingcustomer",
    "pendingcustomer",
    "onhold",
    "pending",
    "wartetaufkunde",
]
_HANDED: Final = [
    "waitingonus",
    "escalated",
    "waitingonthirdparty",
    "waitinginternal",
    "internal",
    "transferred",
    "eskaliert",
]
_BEGUN: Final = [
    "inprogress",
    "working",
    "open2",
    "started",
    "processing",
    "inbearbeitung",
    "enproceso",
    "assigned",
]
_VIAS: Final = (
    ("call", "phone call telefon teléfono telephone"), ("email", "email mail correo"),
    ("message", "chat whatsapp sms message facebook twitter messenger"), ("visit", "visit besuch visita"),
    ("video", "video"), ("meeting", "meeting"),
)  # fmt: skip


def finish_ticket(draft: Draft, reading: Reading) -> Record | str:
    """A request; `custom` keeps, under names that begin with a dot, what its events follow from."""
    if flag(draft, "deleted"):
        return "deleted in the source"
    number = text_of(draft, "number")
    if number and draft.external_id is None:
        draft.external_id = number
    opened = _instant(when(draft, "opened", reading), reading, "09:00")
    if opened is None or opened.at is None:
        return "no day on which it was opened"
    title = one_line(text_of(draft, "title"))
    note = plain_text(text_of(draft, "note"))
    title = title or one_line(note)[:120] or (f"Ticket {draft.external_id}" if draft.external_id else "")
    if not title:
        return "no title and no text"
    impact, urgency = level_of(text_of(draft, "priority"))
    fields = draft.fields
    fields |= {"title": title, "type": type_of(text_of(draft, "type")), "impact": impact, "urgency": urgency}
    fields |= {"opened_at": opened.at, "zone": opened.zone}
    if note and note != title:
        fields["note"] = note
    via = _word_in(_VIAS, text_of(draft, "via"))
    if via:
        fields["via"] = via
    ended = _instant(when(draft, "closed", reading), reading, "17:00")
    answered = _instant(when(draft, "answered", reading), reading, "12:00")
    draft.custom[".state"] = state_of(
        text_of(draft, "status"), is_closed=bool(flag(draft, "is_closed")) or ended is not None
    )
    for name, at in ((".ended", ended), (".answered", answered)):
        if at is not None and at.at is not None:
            draft.custom[name] = str(at.at)
    word = text_of(draft, "type")
    if word and fields["type"] == "other":
        draft.custom.setdefault(draft.named.get("type", "Type"), word)
    return built(draft, "request", "ticket", reading)


def _instant(found: Moment | None, reading: Reading, hour: str) -> Moment | None:
    """The instant of a cell; of a day alone the hour at which work begins or ends, for want of a better one."""
    if found is None or found.at is not None:
        return found
    return moment(f"{found.day}T{hour}", "ymd", reading.zone)


def type_of(word: str) -> str:
    """Our type for a category; `other` where it is none of ours."""
    return _word_in(_TYPES, word) or "other"


def _word_in(table: tuple[tuple[str, str], ...], word: str) -> str | None:
    key = squash(word)
    if not key:
        return None
    exact = (ours for ours, words in table if key == squash(ours) or key in words.split())
    part = (ours for ours, words in table if any(one in key for one in words.split() if len(one) > 3))
    return next(exact, None) or next(part, None)


def level_of(word: str) -> tuple[str, str]:
    """(impact, urgency) of a priority: they give the same priority here (rules.md 2.7)."""
    key = squash(word)
    said = next(
        (levels for levels, words in _LEVELS.items() if key and key in words.split()), "medium medium"
    )
    impact, urgency = said.split()
    return impact, urgency


def state_of(word: str, *, is_closed: bool) -> str:
    """closed, resolved, cancelled, waiting_customer, waiting_internal, started or new, from a status and a closing day."""
    key = squash(word)
    if any(one in key for one in _OFF):
        return "cancelled"
    if is_closed or any(key.startswith(one) for one in _ENDED):
        return "closed"
    for state, words in (
        ("resolved", _SOLVED),
        ("waiting_customer", _WAITS),
        ("waiting_internal", _HANDED),
        ("started", _BEGUN),
    ):
        if any(one in key for one in words):
            return state
    return "new"
