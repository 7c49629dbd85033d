"""What tests of teams that encrypt need: quick keys, and a machine for each member."""

import hashlib
from pathlib import Path

import pytest

from tests.sync.members import Member
from tests.sync.sealed import At


@pytest.fixture
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key from a passphrase without the work that makes guessing slow."""

    def derived(passphrase: str, salt: bytes, _passes: int, _kib: int) -> bytes:
        return hashlib.sha256(salt + passphrase.encode()).digest()

    monkeypatch.setattr("repcockpit.sync.crypto.slots._derived", derived)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> At:
    """Go to the machine of a member: each keeps secrets of its own."""

    def go(member: Member) -> Member:
        monkeypatch.setenv("REPCOCKPIT_HOME", str(tmp_path / "homes" / member.name))
        return member

    return go
