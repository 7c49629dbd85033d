"""Members of a team that encrypts, what they have and what lies on their share."""

from collections.abc import Callable
from pathlib import Path

from repcockpit.services.book import open_book
from repcockpit.services.syncing import sync_status
from repcockpit.sync.bodies import OWN, encode_body
from repcockpit.sync.container import FileHeader, file_chunks, scan
from repcockpit.sync.crypto.keyring import Keyring
from repcockpit.sync.crypto.keys import signing_key, team_keys
from repcockpit.sync.frames import (
    Frame,
)
from tests.sync.members import Member
from tests.sync.wire import a_body

WORDS, OTHERS = "correct horse", "another one"
At = Callable[[Member], Member]
"""Goes to the machine of a member: each keeps secrets of its own."""


def frames_on(target: Path) -> list[Frame]:
    files = [target] if target.is_file() else [one for one in target.iterdir() if one.is_file()]
    return [frame for one in files for frame in scan(one.read_bytes()).frames]


def bytes_on(target: Path) -> bytes:
    """All that lies on the share, beside the target too."""
    return b"".join(one.read_bytes() for one in target.parent.rglob("*") if one.is_file())


def untrusted(member: Member) -> int:
    with open_book(member.path) as book:
        return sync_status(book).quarantined


def slip_in(target: Path, team: bytes, *frames: Frame, name: str = "slipped.rcsync") -> Path:
    """A file beside the target, or a segment of the folder, that anybody could have put there."""
    place = (target.parent if target.suffix == ".rcsync" else target) / name
    place.write_bytes(b"".join(file_chunks(FileHeader(team, "Iberia"), frames)))
    return place


def ring_of(member: Member, at: At) -> Keyring:
    at(member)
    team = member.meta("team_id")
    return Keyring(team_keys(team), signing_key(replica_of(member)))


def replica_of(member: Member) -> bytes:
    found: bytes = member.ask(
        "select id from replica where no = (select value from meta where key = 'replica_no')"
    )[0]
    return found


def newest_of(target: Path, replica: bytes) -> Frame:
    return max(
        (one for one in frames_on(target) if one.header.replica == replica), key=lambda one: one.header.seq
    )


def a_forged_body() -> bytes:
    record = [0, 1, bytes(range(16)), 0, {2: "Forged"}, {}]
    return encode_body(a_body(record, n=99, replicas={0: OWN}, names={1: "account", 2: "name"}))


def founded(tmp_path: Path, target: Path, at: At, *names: str) -> list[Member]:
    """A team of these members that encrypts from its first sync on."""
    members = [Member(tmp_path, name, target) for name in names]
    for one in members:
        at(one).sync(passphrase=WORDS)
    return members
