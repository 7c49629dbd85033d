"""Backups under a passphrase: one stream of encrypted pieces, read and written with little memory.

The file: magic `RCBAK1`, a line feed and a zero, 8 bytes, version 1, Argon2id passes 1, memory in KiB 4, piece size 4, salt 16,
secretstream header 24, first 8 bytes of the SHA-256 of all before; then pieces of XChaCha20-Poly1305
secretstream, each as long as the piece size + 17: an empty one that proves the passphrase, the bytes of the
database, and one marked as the last. The first piece binds the header. Numbers are big-endian.
"""

import errno
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from repcockpit.clock import random_bytes
from repcockpit.domain.errors import (
    BadFileError,
    CorruptError,
    DiskFullError,
    InvalidValueError,
    NewerVersionError,
    ReadOnlyError,
    RefusedError,
)
from repcockpit.store.backup import backup_folder, make_beside, patience, sync_file, take_name
from repcockpit.store.errors import translated_errors

MAGIC: Final = b"RCBAK1\n\x00"
_VERSION, _PASSES, _KIB, _PIECE = 1, 3, 65_536, 65_536
_FIXED = struct.Struct(">8sBBII16s24s")
_HASH_BYTES = 8
_HEADER_BYTES = _FIXED.size + _HASH_BYTES
_MOST_PASSES, _MOST_KIB, _MOST_PIECE = 10, 262_144, 1 << 20
_EXTRA_BYTES = 17
_DAMAGED = "choose another backup"


class _Header(NamedTuple):
    raw: bytes
    passes: int
    kib: int
    piece: int
    salt: bytes
    start: bytes


def is_encrypted(start: bytes) -> bool:
    """Whether a file that begins with these (8 or more) bytes is an encrypted backup."""
    return start[: len(MAGIC)] == MAGIC


def encrypt(source: BinaryIO, out: BinaryIO, passphrase: str) -> None:
    """Write what `source` holds to `out`, readable with the passphrase alone. Raises InvalidValueError for none."""
    from nacl import bindings as sodium  # noqa: PLC0415 -- a library that only encrypted copies load

    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    salt = random_bytes(16)
    key = _key(passphrase, salt, _PASSES, _KIB)
    start = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    fixed = _FIXED.pack(MAGIC, _VERSION, _PASSES, _KIB, _PIECE, salt, start)
    header = fixed + _hash(fixed)
    out.write(header)
    push, last = (
        sodium.crypto_secretstream_xchacha20poly1305_push,
        sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    )
    out.write(push(state, b"", header))
    piece = source.read(_PIECE)
    while piece:
        following = source.read(_PIECE)
        if not following:
            break
        out.write(push(state, piece))
        piece = following
    out.write(push(state, piece, None, last))


def decrypt(source: BinaryIO, out: BinaryIO, passphrase: str) -> None:
    """Write what an encrypted backup holds to `out`, piece by piece, each proven before it is written.

    What was written counts only once this returns. Raises RefusedError for a wrong passphrase, CorruptError
    for damage anywhere and a missing end, NewerVersionError, InvalidValueError.
    """
    header = _read_header(source)
    state_key = _key(passphrase, header.salt, header.passes, header.kib)
    out.writelines(_pieces(source, header, state_key))


def _pieces(source: BinaryIO, header: _Header, key: bytes) -> Iterator[bytes]:
    from nacl import bindings as sodium  # noqa: PLC0415 -- as above
    from nacl.exceptions import CryptoError  # noqa: PLC0415 -- as above

    last_tag = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
    pull = sodium.crypto_secretstream_xchacha20poly1305_pull
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    try:
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header.start, key)
        pull(state, source.read(_EXTRA_BYTES), header.raw)
    except (CryptoError, ValueError):
        raise RefusedError(
            "the passphrase does not open this backup", "nothing was changed; try again"
        ) from None
    tag = 0
    while tag != last_tag:
        cipher = source.read(header.piece + _EXTRA_BYTES)
        if len(cipher) < _EXTRA_BYTES:
            raise CorruptError("the backup is cut short", _DAMAGED)
        try:
            plain, tag = pull(state, cipher)
        except (CryptoError, ValueError):
            raise CorruptError("the backup is damaged", _DAMAGED) from None
        yield plain
    if source.read(1):
        raise CorruptError("the backup goes on behind its end", _DAMAGED)


def _read_header(source: BinaryIO) -> _Header:
    raw = source.read(_HEADER_BYTES)
    if len(raw) < _HEADER_BYTES or not is_encrypted(raw) or _hash(raw[: _FIXED.size]) != raw[_FIXED.size :]:
        raise CorruptError("the first bytes of the backup are damaged", _DAMAGED)
    _, version, passes, kib, piece, salt, start = _FIXED.unpack(raw[: _FIXED.size])
    if version != _VERSION:
        raise NewerVersionError("the backup was written by a newer repcockpit", "update repcockpit first")
    if not (1 <= passes <= _MOST_PASSES and 8 <= kib <= _MOST_KIB and 1 <= piece <= _MOST_PIECE):
        raise CorruptError("the backup asks for more memory than any of ours", _DAMAGED)
    return _Header(raw, passes, kib, piece, salt, start)


def _key(passphrase: str, salt: bytes, passes: int, kib: int) -> bytes:
    from nacl.pwhash import argon2id  # noqa: PLC0415 -- as above

    if not passphrase:
        raise InvalidValueError("the passphrase is empty", "write one into the file")
    return argon2id.kdf(32, passphrase.encode("utf-8"), salt, passes, kib * 1024)


def _hash(fixed: bytes) -> bytes:
    from hashlib import sha256  # noqa: PLC0415 -- only encrypted copies need it

    return sha256(fixed).digest()[:_HASH_BYTES]


def write_encrypted_backup(db: sqlite3.Connection, database: Path, target: Path, passphrase: str) -> Path:
    """Copy the open database to `target` (0600), encrypted, written beside it and renamed when whole.

    The plain copy it is made from lies where the plain database lies, and has no name where the system allows
    that. Raises what `write_backup` raises, and InvalidValueError for an empty passphrase.
    """
    if target.is_dir():
        raise BadFileError(f"{target} is a folder", "name a file in it")
    beside = make_beside(target)
    try:
        with (
            translated_errors(target),
            _told(target),
            _nameless_copy(db, database) as plain,
            beside.open("r+b") as out,
        ):
            encrypt(plain, out, passphrase)
        sync_file(beside)
        take_name(beside, target)
    finally:
        beside.unlink(missing_ok=True)
    return target


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFullError(
                f"no space is left for {path}", "free some space, then try again"
            ) from problem
        raise ReadOnlyError(
            f"{path} cannot be written: {problem.strerror}", "choose another place"
        ) from problem


@contextmanager
def _nameless_copy(db: sqlite3.Connection, database: Path) -> Iterator[BinaryIO]:
    path = make_beside(backup_folder(database) / "encrypt.db")
    try:
        with path.open("rb") as plain, closing(sqlite3.connect(path, isolation_level=None)) as copy:
            copy.execute("pragma synchronous = off")
            copy.execute("pragma journal_mode = off").fetchone()
            copy.execute("pragma locking_mode = exclusive").fetchone()
            copy.execute("select count(*) from sqlite_master").fetchone()  # now the file is open
            with suppress(PermissionError):  # Windows keeps the name of an open file
                path.unlink()
            db.backup(copy, progress=patience(database))
            yield plain
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def plain_copy(source: Path, database: Path, passphrase: str | None) -> Iterator[Path]:
    """The backup at `source`, or where that is encrypted its content beside the other backups while the block runs.

    Raises RefusedError for a wrong passphrase or none, CorruptError, NewerVersionError.
    """
    if not begins_encrypted(source):
        yield source
        return
    if passphrase is None:
        raise RefusedError(f"{source} is encrypted", "give --passphrase-file")
    path = make_beside(backup_folder(database) / "decrypt.db")
    try:
        with _told(path), source.open("rb") as cipher, path.open("r+b") as plain:
            decrypt(cipher, plain, passphrase)
        with translated_errors(source), closing(sqlite3.connect(path, isolation_level=None)) as copy:
            copy.execute("pragma journal_mode = delete").fetchone()  # so that it can be opened only to read
        yield path
    finally:
        path.unlink(missing_ok=True)


def begins_encrypted(source: Path) -> bool:
    """Whether the file at `source` is an encrypted backup; False where it cannot be read."""
    try:
        with source.open("rb") as file:
            return is_encrypted(file.read(len(MAGIC)))
    except OSError:  # whoever opens it says what is wrong
        return False
