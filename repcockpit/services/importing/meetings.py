"""Meetings of a calendar: what was planned and is to be logged, with the customers' people who were invited.

Only meetings with a customer become work. A calendar holds dentists, team meetings and strangers too: nobody is
invented from an address, and what is left out is counted with an example, so that a missing person can be added
and the calendar read again.
"""

import re
from typing import Any, Final

from repcockpit.clock import wall_ms
from repcockpit.domain.duplicates import normal_domain
from repcockpit.services.importing.run import Place, Run, Step
from repcockpit.store.reads import importing_meetings as reads
from repcockpit.store.reads.importing import RefRow

_OURS: Final = re.compile(r"([0-9a-f]{32})(?:-callback)?@repcockpit")
_MOVED: Final = ("occurred_on", "occurred_at", "zone", "minutes")
_STRANGERS = "meetings with nobody of your book were left out"
_INSIDE = "meetings with colleagues alone were left out"
_ALONE = "entries without anybody invited were left out"
_OFF = "meetings that were called off were left out"
_DECLINED = "meetings that you declined were left out"
_LOGGED = "meetings were logged here already"
_ALREADY = "meetings are logged already and stay as they are"


def plan_meeting(run: Run, step: Step) -> None:
    """One meeting: a planned interaction, moved or called off when its calendar says so, never asked for twice."""
    record = step.record
    subject = str(record.fields["subject"])
    ours = _OURS.fullmatch(record.external_id or "")
    if ours is not None:
        _plan_own(run, step, bytes.fromhex(ours[1]))
        return
    place = run.locate(step, f"{record.fields['occurred_on']}|{record.fields.get('occurred_at')}|{subject}")
    if place.ref is not None:
        _plan_known(run, step, place, place.ref)
        return
    mails = [str(link.email) for link in record.people if link.email]
    left_out = _why_not(run, step, mails)
    people = [] if left_out else _people(run, mails)
    account_id = _account(run, people, mails)
    if not left_out and not people and account_id is None:
        is_inside = all(_is_colleague(run, mail) for mail in mails)
        left_out = _ALONE if not mails else _INSIDE if is_inside else _STRANGERS
    if left_out:
        step.tally.note(left_out, subject if left_out != _STRANGERS else _strangers(run, mails))
        return
    _plan_new(run, step, place, people, account_id)


def _why_not(run: Run, step: Step, mails: list[str]) -> str:
    if step.record.fields["status"] == "cancelled":
        return _OFF
    mine = (reads.email_of(run.book.db, run.book.author_id) or "").casefold()
    declined = step.record.custom.get("declined", "").casefold().split("; ")
    return _DECLINED if mine and mine in declined and mine not in [mail.casefold() for mail in mails] else ""


def _plan_new(run: Run, step: Step, place: Place, people: list[bytes], account_id: bytes | None) -> None:
    """A meeting that comes in now; one that is in the book already by hand is that one."""
    record = step.record
    same = reads.of_day(run.book.db, str(record.fields["occurred_on"]), people, account_id)
    known = run.refs.is_target
    same = [one for one in same if not known(step.source.name, one.id)]
    if same:
        done = [one for one in same if one.status == "completed"]
        step.tally.note(
            _LOGGED if done else "meetings are planned here already", str(record.fields["subject"])
        )
        run.plan_ref(step, place, (done or same)[0].id)
        step.count(is_new=False, changed=False)
        return
    row: dict[str, Any] = dict(record.fields) | {"account_id": account_id, "rep_id": run.book.author_id}
    row |= {"source": step.source.name, "logged_at": wall_ms()}
    row_id = run.new_id(step, place)
    run.pending.add("interaction", row_id, {name: value for name, value in row.items() if value is not None})
    for person in people:
        link = {"interaction_id": row_id, "contact_id": person}
        run.pending.link("participant", (row_id, person), link, is_new=True)
    run.plan_ref(step, place, row_id)
    step.count(is_new=True, changed=True)


def _plan_known(run: Run, step: Step, place: Place, ref: RefRow) -> None:
    """A meeting of an earlier import: what was logged or removed since stays, what is planned moves along."""
    record, target = step.record, ref.target_id
    fresh = run.pending.fresh("interaction", target)
    held = None if fresh is not None else reads.held(run.book.db, target)
    is_open = fresh is not None or (held is not None and held.status == "planned" and not held.is_hidden)
    if not is_open or ref.row_hash == record.digest:
        if held is not None and held.status == "completed" and ref.row_hash != record.digest:
            step.tally.note(_ALREADY, str(record.fields["subject"]))
        step.count(is_new=False, changed=False)
        return
    people = _people(run, [str(link.email) for link in record.people if link.email])
    changed = run.pending.set("interaction", target, dict(record.fields))
    for person in people:
        link = {"interaction_id": target, "contact_id": person}
        changed |= run.pending.link("participant", (target, person), link, is_new=False)
    run.plan_ref(step, place, target)
    step.count(is_new=False, changed=changed)


def _plan_own(run: Run, step: Step, row_id: bytes) -> None:
    """An entry that we wrote: it is in the book. What another calendar moved since (RFC 5545: SEQUENCE) moves."""
    record = step.record
    held = reads.held(run.book.db, row_id)
    if held is None and not reads.is_ours(run.book.db, row_id):
        step.reject("an entry of another book")
        return
    changed = False
    sequence = record.custom.get("sequence", "")
    if (
        held is not None
        and held.status == "planned"
        and not held.is_hidden
        and sequence.isdigit()
        and int(sequence)
    ):
        moved: dict[str, Any] = {name: record.fields[name] for name in _MOVED if name in record.fields}
        changed = run.pending.set("interaction", row_id, moved, force=True)
    step.count(is_new=False, changed=changed)


def _people(run: Run, mails: list[str]) -> list[bytes]:
    """The contacts with these e-mails, each once; an e-mail that several people share names none of them."""
    found: dict[bytes, None] = {}
    for mail in mails:
        if run.owners.knows(None, mail):
            continue
        some = {run.people.root(one) for one in run.people.with_mail(mail)} - run.people.hidden
        if len(some) == 1:
            found.setdefault(some.pop())
    return list(found)


def _account(run: Run, people: list[bytes], mails: list[str]) -> bytes | None:
    """The account of the first of the people who has one, else the one whose web domain the addresses have."""
    held = next((one for person in people if (one := run.people.account.get(person)) is not None), None)
    if held is None:
        domains = [normal_domain(mail.rpartition("@")[2]) for mail in mails if not _is_colleague(run, mail)]
        held = next((one for name in domains if name and (one := run.accounts.by_domain.get(name))), None)
    held = None if held is None else run.accounts.root(held)
    return None if held in run.accounts.hidden else held


def _is_colleague(run: Run, mail: str) -> bool:
    """Whether an address is a rep's, or of the same house as this device's rep."""
    own = (reads.email_of(run.book.db, run.book.author_id) or "").casefold().rpartition("@")[2]
    return run.owners.knows(None, mail) or bool(
        own and own not in _MAIL_HOUSES and mail.casefold().endswith(f"@{own}")
    )


_MAIL_HOUSES: Final = frozenset((
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com",
    "gmx.de", "gmx.net", "web.de", "t-online.de", "orange.fr", "free.fr", "wanadoo.fr", "proton.me", "aol.com",
))  # fmt: skip
"""Houses in which everybody has an address: sharing one makes nobody a colleague."""


def _strangers(run: Run, mails: list[str]) -> str:
    return next((mail for mail in mails if not _is_colleague(run, mail)), "")
