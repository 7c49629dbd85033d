"""The encoding of a text file: mark, UTF-16, strict UTF-8, then cp1252 with a warning."""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from repcockpit.domain.errors import BadFileError, InvalidValueError

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORD = re.compile(rb"[^\s,;|\"<>]*$"), re.compile(rb"^[^\s,;|\"<>]*")


class Charset(NamedTuple):
    """An encoding of Python, how its errors are treated, and what a person should know about the choice."""

    encoding: str
    errors: str = "strict"
    warning: str | None = None


def charset_of(path: Path, given: str | None) -> Charset:
    """The charset of a text file, read once from end to end in chunks.

    `given` overrides the search. Raises `InvalidValueError` for an unknown name and `BadFileError` where
    the bytes do not fit the given encoding or the mark at the beginning of the file.
    """
    if given is not None:
        return _given(path, given)
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _checked(path, Charset(encoding))
    wide = utf16_without_mark(head)
    if wide is not None and _first_error(path, wide) is None:
        return Charset(wide)
    error = _first_error(path, "utf-8")
    if error is None:
        return Charset("utf-8")
    example = _example(path, error)
    warning = f"not UTF-8, read as Windows-1252 (cp1252): {example}; if that looks wrong, give the encoding"
    if _first_error(path, "cp1252") is None:
        return Charset("cp1252", warning=warning)
    return Charset("cp1252", "replace", warning + "; some bytes mean nothing in it and are shown as \ufffd")


def _given(path: Path, name: str) -> Charset:
    try:
        encoding = codecs.lookup(name).name
        "".encode(encoding)
    except (LookupError, ValueError):
        raise InvalidValueError(
            f"unknown encoding '{name}'", "for example utf-8, cp1252, utf-16, shift_jis"
        ) from None
    return _checked(path, Charset("utf-8-sig" if encoding == "utf-8" else encoding))


def _checked(path: Path, charset: Charset) -> Charset:
    error = _first_error(path, charset.encoding)
    if error is not None:
        raise BadFileError(
            f"{path}: byte {error + 1:,} is not {charset.encoding.upper()}",
            "save the file again as UTF-8, or give its encoding with --encoding",
        )
    return charset


def _first_error(path: Path, encoding: str) -> int | None:
    """The offset (from 0, exact for UTF-8) of the first byte the encoding cannot read; None where all fit."""
    decoder = codecs.getincrementaldecoder(encoding.removesuffix("-sig"))("strict")
    offset = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            pending = decoder.getstate()[0]
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return offset - len(pending) + error.start
            if not chunk:
                return None
            offset += len(chunk)


def _example(path: Path, offset: int) -> str:
    """A word that only the fallback can read, with its line."""
    line, position = 1, 0
    with path.open("rb") as file:
        while position < offset - _CHUNK:
            line += file.read(_CHUNK).count(b"\n")
            position += _CHUNK
        near = file.read(offset - position + 80)
    at = offset - position
    line += near[:at].count(b"\n")
    before, after = _WORD[0].search(near[:at]), _WORD[1].search(near[at:])
    word = (before.group()[-40:] if before else b"") + (after.group()[:40] if after else b"")
    return f"for example “{word.decode('cp1252', 'replace')}” in line {line}"


def utf16_without_mark(head: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: it shows as zero bytes on one side of every pair that holds a line end or a delimiter."""
    sample = head[: 1 << 16]
    sample = sample[: len(sample) // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    many, few, encoding = (odd, even, "utf-16-le") if odd > even else (even, odd, "utf-16-be")
    if many < 3 or few * 20 > many:
        return None
    text = sample.decode(encoding, "ignore")
    dense = many * 4 >= len(sample) // 2
    return encoding if dense or ("\n" in text and any(mark in text for mark in ",;\t|")) else None
