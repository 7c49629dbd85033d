"""A passphrase as a file holds it: one line of text."""

import unicodedata
from pathlib import Path

from repcockpit.domain.errors import BadFileError, InvalidValueError

_MOST_BYTES = 4_096


def passphrase_in(path: Path) -> str:
    """The first line of a UTF-8 file, spelled as Unicode NFC, so that every machine types the same one.

    Raises BadFileError for no file or no text, InvalidValueError for an empty line.
    """
    try:
        with path.expanduser().open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig")
    except OSError as problem:
        raise BadFileError(
            f"{path} cannot be read: {problem.strerror}", "name a file that holds the passphrase"
        ) from None
    except UnicodeDecodeError:
        raise BadFileError(f"{path} is no text", "name a file that holds the passphrase") from None
    return typed_passphrase(text)


def typed_passphrase(text: str) -> str:
    """The first line of what was typed, as `passphrase_in` gives it. Raises InvalidValueError for an empty one."""
    line = text.partition("\n")[0].removesuffix("\r")
    if not line:
        raise InvalidValueError("the passphrase is empty", "give one line of text")
    return unicodedata.normalize("NFC", line)
