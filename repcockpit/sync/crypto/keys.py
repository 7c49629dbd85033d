"""Where a device keeps its secrets: in the system's keyring where there is one, else in a file of mode 0600.

The keyring needs the library `keyring` (the extra of that name). With REPCOCKPIT_HOME set, everything stays
under that folder, the secrets too.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import msgspec

from repcockpit import paths
from repcockpit.clock import random_bytes
from repcockpit.sync.crypto.boxes import KEY_BYTES
from repcockpit.sync.crypto.keyring import Keyring
from repcockpit.sync.private_files import write_private

_SERVICE = "repcockpit"
_epochs = msgspec.msgpack.Decoder(dict[int, bytes])


def team_keyring(team: bytes, replica: bytes) -> Keyring | None:
    """What opens, seals and signs for a replica of the team; None where no key of the team is kept here."""
    epochs = team_keys(team)
    return Keyring(epochs, signing_key(replica)) if epochs else None


def team_keys(team: bytes) -> dict[int, bytes]:
    """The team's keys by epoch, as far as they are kept here."""
    held = secret(f"team-{team.hex()}")
    try:
        epochs = _epochs.decode(held or b"\x80")
    except (msgspec.MsgspecError, RecursionError):
        return {}
    return {epoch: key for epoch, key in epochs.items() if epoch > 0 and len(key) == KEY_BYTES}


def keep_team_keys(team: bytes, epochs: Mapping[int, bytes]) -> None:
    """Keep keys of the team beside those that are kept; none is ever dropped, since old frames need it."""
    keep_secret(f"team-{team.hex()}", msgspec.msgpack.encode({**team_keys(team), **epochs}))


def keep_founding_secret(team: bytes, seed: bytes) -> None:
    """Keep the seed (32 bytes) that a team's id is made from, on the device that founded it."""
    keep_secret(f"seed-{team.hex()}", seed)


def founding_secret(team: bytes) -> bytes | None:
    """The seed of a team that was founded here."""
    held = secret(f"seed-{team.hex()}")
    return held if held is not None and len(held) == KEY_BYTES else None


def signing_key(replica: bytes) -> bytes:
    """The Ed25519 seed (32 bytes) of a replica, made when it is first asked for."""
    name = f"sign-{replica.hex()}"
    held = secret(name)
    if held is None or len(held) != KEY_BYTES:
        held = random_bytes(KEY_BYTES)
        keep_secret(name, held)
    return held


def kept_signing_key(replica: bytes) -> bytes | None:
    """The Ed25519 seed of a replica as far as it is kept here; none is made."""
    held = secret(f"sign-{replica.hex()}")
    return held if held is not None and len(held) == KEY_BYTES else None


def secret(name: str) -> bytes | None:
    """A secret by its name, None where it is not kept here."""
    library = _library()
    if library is not None:
        with suppress(*_failures(library)):
            held = library.get_password(_SERVICE, name)
            if held is not None:
                return base64.b64decode(held, validate=True)
    try:
        return _file(name).read_bytes()
    except FileNotFoundError:
        return None


def keep_secret(name: str, value: bytes) -> None:
    """Keep a secret under its name. Raises OSError where neither the keyring nor the file takes it."""
    library = _library()
    if library is not None:
        with suppress(*_failures(library)):
            library.set_password(_SERVICE, name, base64.b64encode(value).decode())
            if library.get_password(_SERVICE, name) == base64.b64encode(value).decode():
                _file(name).unlink(missing_ok=True)
                return
        with suppress(*_failures(library)):  # the file counts only where the keyring holds nothing
            library.delete_password(_SERVICE, name)
    write_private(_file(name), value)


def drop_secret(name: str) -> None:
    """Keep a secret no longer."""
    library = _library()
    if library is not None:
        with suppress(*_failures(library)):
            library.delete_password(_SERVICE, name)
    _file(name).unlink(missing_ok=True)


def _library() -> ModuleType | None:
    if os.environ.get("REPCOCKPIT_HOME"):
        return None
    try:
        import keyring  # noqa: PLC0415 -- an optional library
    except ImportError:
        return None
    return keyring  # type: ignore[no-any-return,unused-ignore]


def _failures(library: ModuleType) -> tuple[type[Exception], ...]:
    """What keyrings raise: no back end, locked, refused by the user, no bus to talk to; or text that is not ours."""
    return (library.errors.KeyringError, RuntimeError, OSError, binascii.Error)


def _file(name: str) -> Path:
    return paths.state_folder() / "secrets" / name
