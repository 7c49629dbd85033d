"""The founding secret as text that can be written on paper, and read back with its slips of the pen found."""

import base64
import binascii
import hashlib

from repcockpit.domain.errors import InvalidValueError

SECRET_BYTES = 32
_CHECK_BYTES = 3
_GROUP = 4
_LETTERS = 56
_MISREAD = str.maketrans("018", "OIB")


def recovery_text(secret: bytes) -> str:
    """56 letters and digits (A-Z, 2-7) in 14 groups of 4: the 32 bytes and a checksum of 3."""
    letters = base64.b32encode(secret + _check(secret)).decode()
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def recovered_secret(text: str) -> bytes:
    """The secret of a recovery key as typed, with any spaces, dashes and small letters.

    Raises InvalidValueError where it is not one.
    """
    letters = "".join(text.replace("-", " ").split()).upper().translate(_MISREAD)
    if len(letters) != _LETTERS:
        raise InvalidValueError(
            f"a recovery key has {_LETTERS} letters, this has {len(letters)}", "compare it group by group"
        )
    try:
        raw = base64.b32decode(letters)
    except (binascii.Error, ValueError):
        raise InvalidValueError("that is no recovery key", "it has only A to Z and 2 to 7") from None
    secret = raw[:SECRET_BYTES]
    if _check(secret) != raw[SECRET_BYTES:]:
        raise InvalidValueError("the recovery key has a slip in it", "compare it group by group")
    return secret


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"rcrecovery1" + secret).digest()[:_CHECK_BYTES]
