"""Contact cards that carry an id of ours: a view of a person, which holds less than the book."""

from repcockpit.exchange.own import own_id
from repcockpit.exchange.sources import Link, Record
from repcockpit.exchange.sources.addressbooks import OUR_CARD
from repcockpit.services.importing.keys import name_key
from repcockpit.services.importing.run import Run, Step
from repcockpit.services.importing.sameness import bare

Point = tuple[str, str, str | None]


def is_card(step: Step) -> bool:
    """Whether the row is a contact card."""
    return "vcard" in step.source.forms


def bare_card(step: Step) -> Record:
    """The record of a row; a card of ours loses what an address book adds of its own."""
    if step.source.is_own and is_card(step):
        step.record = step.record._replace(custom={}, tags=(), account={})
    elif OUR_CARD in step.record.custom:
        del step.record.custom[OUR_CARD]
    return step.record


def kept_account(run: Run, step: Step, link: Link | None) -> bytes | None:
    """The account of a person whom a card of ours names, where it is called as the card says."""
    if link is None or not (step.source.is_own and is_card(step)):
        return None
    held = run.people.account.get(own_id(step.record.external_id or "") or b"")
    facts = run.accounts.facts.get(held) if held else None
    is_named_so = facts is not None and name_key(bare(facts.name)) == name_key(bare(link.name or ""))
    return held if is_named_so else None


def new_points(wanted: list[Point], held: set[tuple[str, str]]) -> list[Point]:
    """The e-mails and phones that are not there in any spelling of white space."""
    known = {(kind, bare(value)) for kind, value in held}
    return [point for point in wanted if (point[0], bare(point[1])) not in known]
