"""Which team this database belongs to: founding, adopting by name, dropping an id nobody else has used (sync.md 8)."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.clock import random_bytes
from repcockpit.domain.errors import RefusedError, UnreachableError, UsageError
from repcockpit.domain.names import fold
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.sync.carriers.contract import IN_TARGET, Changed, Reading, Role

if TYPE_CHECKING:
    from pathlib import Path

_NOTES = ("sync_memory", "sync_quiet")
"""Keys of `meta` that hold what was read of a target; they go with the target they are of."""


class Team(NamedTuple):
    """The team as this database has it: `id` (16 bytes) None before the first sync."""

    id: bytes | None
    name: str | None
    is_provisional: bool


class Sighting(NamedTuple):
    """A team as one file shows it; `name` is None where only frames are left of it."""

    id: bytes
    name: str | None


class Choice(NamedTuple):
    """What step 4 decides: the team to go on with, and whether the present id is dropped for it."""

    id: bytes
    name: str
    is_founded: bool = False
    drops: bool = False


def own_team(db: sqlite3.Connection) -> Team:
    """The team of this database."""
    team_id, name = meta_value(db, "team_id"), meta_value(db, "team_name")
    return Team(
        team_id if isinstance(team_id, bytes) else None,
        str(name) if name else None,
        bool(meta_value(db, "team_is_provisional")) and not _has_others(db),
    )


def _has_others(db: sqlite3.Connection) -> bool:
    """Whether another replica's frame was stored: a round may be killed before it confirms the id."""
    from repcockpit.sync.held import own_replicas  # noqa: PLC0415 -- frames, for a provisional id alone

    own = own_replicas(db)
    rows = db.execute("select distinct replica from sync_frame where state <> 4").fetchall()
    return any(replica not in own for (replica,) in rows)


def check_team(db: sqlite3.Connection, team: bytes) -> None:
    """Inside a transaction: raise Changed where another process of this device has taken another id since."""
    present = meta_value(db, "team_id")
    if isinstance(present, bytes) and present != team:
        raise Changed("the team's id was taken over")


def sighting(reading: Reading) -> Sighting | None:
    """The team that a file says it is of; None where it says none."""
    if reading.team is None:
        return None
    header = reading.scan.header if reading.scan else None
    return Sighting(reading.team, header.name if header and header.team == reading.team else None)


def is_alike(one: str | None, other: str | None) -> bool:
    """Whether two names are one team's, however they are typed."""
    return one is not None and other is not None and fold(one) == fold(other)


def choose(
    team: Team, readings: Sequence[Reading], target: "Path", *, is_absent: bool, joins: bool = False
) -> Choice:
    """Which team a sync of `target` is for; with `joins` a device may come in under any name. Nothing is written.

    Raises RefusedError (not ours, another team, two teams of one name, a name that does not fit), UsageError
    (no team name yet) or UnreachableError (unreadable, and this device has no team).
    """
    inside = [one for one in readings if one.item.role in IN_TARGET]
    _refuse_foreign(inside, target)
    here = _one_team(inside)
    if joins:
        return _of_joining(team, here, target, is_absent=is_absent)
    if team.id is not None:
        return _of_member(team, team.id, here, readings, target)
    if here is not None:
        return _of_newcomer(team, here, target)
    if not is_absent and inside:
        raise UnreachableError(
            f"{target} cannot be read as a team's file", "wait until it is written, then sync again"
        )
    return _found_or_adopt(team, _beside(team.name, readings), target)


def _refuse_foreign(inside: Iterable[Reading], target: "Path") -> None:
    for one in inside:
        if not one.is_ours and not one.is_blank:
            raise RefusedError(
                f"{target} is not a team's file: {one.item.name} holds something else",
                "nothing was touched; give another name, ending in .rcsync",
            )


def _one_team(inside: Sequence[Reading]) -> Sighting | None:
    """Whose the target is. Where two founders met in one folder: the team that more replicas write for, then the head's."""
    seen: dict[bytes, Sighting] = {}
    writers: dict[bytes, set[bytes]] = {}
    for one in inside:
        found = sighting(one)
        if found is None:
            continue
        if found.id not in seen or seen[found.id].name is None:
            seen[found.id] = found
        writers.setdefault(found.id, set()).update(key.replica for key in one.keys)
    heads = {one.team for one in inside if one.item.role in (Role.HEAD, Role.TARGET)}
    return max(seen.values(), key=lambda one: (len(writers[one.id]), one.id in heads, one.id), default=None)


def _of_member(
    team: Team, own: bytes, here: Sighting | None, readings: Sequence[Reading], target: "Path"
) -> Choice:
    name = team.name or ""
    if here is None:
        beside = _beside(team.name, readings)
        if team.is_provisional and beside and own not in beside:
            return Choice(_only(beside, target), name, drops=True)
        return Choice(own, name)
    if here.id == own:
        return Choice(own, here.name or name)
    if team.is_provisional and is_alike(here.name, team.name):
        return Choice(here.id, here.name or name, drops=True)
    raise RefusedError(
        f"{target} belongs to team {here.name or 'without a name'} ({here.id.hex()[:8]}),"
        f" this device to {name or 'another'} ({own.hex()[:8]})",
        "nothing was read or written; check the path",
    )


def _of_newcomer(team: Team, here: Sighting, target: "Path") -> Choice:
    if here.name is None:
        raise UnreachableError(
            f"{target} does not say which team it is of", "wait until it is written, then sync again"
        )
    if not is_alike(here.name, team.name):
        mine = f"this device is in team {team.name}" if team.name else "this device is in no team yet"
        raise RefusedError(
            f"{target} belongs to team {here.name} ({here.id.hex()[:8]}); {mine}",
            f"to be in it: repcockpit join {target} --rep NAME",
        )
    return Choice(here.id, here.name)


def _of_joining(team: Team, here: Sighting | None, target: "Path", *, is_absent: bool) -> Choice:
    if here is None or here.name is None:
        if is_absent:
            raise UnreachableError(
                f"there is no team's file at {target}",
                "check the path; to found a team: repcockpit init --rep NAME --team TEAM, then repcockpit sync",
            )
        raise UnreachableError(
            f"{target} does not say which team it is of", "wait until it is written, then try again"
        )
    if team.id not in (None, here.id) and not team.is_provisional:
        raise RefusedError(
            f"this book belongs to team {team.name or 'another'} already",
            "a book is in one team; take another with --db PATH",
        )
    return Choice(here.id, here.name, drops=team.id not in (None, here.id))


def _found_or_adopt(team: Team, beside: set[bytes], target: "Path") -> Choice:
    if not team.name:
        raise UsageError(
            "this device is in no team yet",
            "name it: repcockpit init --rep NAME --team TEAM; or join one: repcockpit join TARGET --rep NAME",
        )
    if beside:
        return Choice(_only(beside, target), team.name)
    return Choice(b"", team.name, is_founded=True)


def _beside(name: str | None, readings: Iterable[Reading]) -> set[bytes]:
    """The ids of teams of that name in the files beside the target.

    One still being written says nothing: its maker may find that another was first, and drop the id.
    """
    passing = (*IN_TARGET, Role.TEMP)
    seen = (sighting(one) for one in readings if one.item.role not in passing)
    return {one.id for one in seen if one is not None and is_alike(one.name, name)}


def _only(ids: set[bytes], target: "Path") -> bytes:
    if len(ids) > 1:
        told = " and ".join(sorted(one.hex()[:8] for one in ids))
        raise RefusedError(
            f"beside {target} lie files of several teams of this name: {told}",
            "move those that are not yours to another folder",
        )
    return next(iter(ids))


def enter(db: sqlite3.Connection, choice: Choice, joins: str | None = None) -> bytes:
    """Write the choice down, in one transaction, and give the team's id; a founded one is made here.

    A device that `joins` as a rep sends its rows before its first seal, also if it is killed in between.
    """
    team_id = choice.id or _founded()
    with immediate(db):
        present = own_team(db)
        if present.id == team_id and present.name == choice.name:
            return team_id
        if present.id not in (None, team_id) and not (choice.drops and present.is_provisional):
            raise Changed("another process of this device has come into a team")
        if choice.drops:
            _drop(db)
        if present.id != team_id:
            set_meta(db, "team_id", team_id)
            set_meta(db, "team_is_provisional", int(choice.is_founded))
            forget_target(db)
            db.execute("delete from meta where key = 'team_header'")
            if joins:
                set_meta(db, "sync_join", joins)
            elif not choice.is_founded:
                set_meta(db, "sync_adopted", 1)
        set_meta(db, "team_name", choice.name)
    return team_id


def _founded() -> bytes:
    import hashlib  # noqa: PLC0415 -- once in a team's life

    from nacl.signing import SigningKey  # noqa: PLC0415 -- the same

    from repcockpit.sync.crypto.keys import keep_founding_secret  # noqa: PLC0415 -- the same

    key = SigningKey(random_bytes(32))
    team = hashlib.sha256(bytes(key.verify_key)).digest()[:16]
    keep_founding_secret(team, bytes(key))
    return team


def _drop(db: sqlite3.Connection) -> None:
    """Forget the frames made under a provisional id; all of them are this database's own, made from its log."""
    db.execute("delete from sync_frame")
    db.execute("delete from meta where key glob 'sealed_*'")
    db.execute("update change set sealed_seq = null where sealed_seq > 0")


def forget_target(db: sqlite3.Connection) -> None:
    """Forget what was read of a target; inside a transaction."""
    db.executemany("delete from meta where key = ?", [(key,) for key in _NOTES])


def confirm(db: sqlite3.Connection) -> None:
    """Note that somebody else's frame was read under the team's id: it is nobody's to drop any more."""
    if meta_value(db, "team_is_provisional"):
        with immediate(db):
            set_meta(db, "team_is_provisional", 0)


def has_synced(db: sqlite3.Connection) -> bool:
    """Whether this database ever held a frame."""
    return db.execute("select 1 from sync_frame where state <> 4 limit 1").fetchone() is not None
