"""vCard 2.1, 3.0 and 4.0 to rows of named columns. One reader of our own: see `card_lines` for the tolerance."""

import re
from collections.abc import Iterator
from pathlib import Path

from repcockpit.exchange.readers.card_lines import Card, Property, cards_of, split_escaped, unescaped
from repcockpit.exchange.readers.charset import Charset, charset_of
from repcockpit.exchange.readers.table import BadRow, ReadOptions, Row, Table

_FIXED = (
    "UID FN N.family N.given N.additional N.prefix N.suffix NICKNAME ORG ORG.unit TITLE ROLE NOTE BDAY CATEGORIES "
    "URL ADR.street ADR.city ADR.region ADR.code ADR.country EMAIL EMAIL_type TEL TEL_type MANAGER REV KIND MEMBER TZ"
)
FIXED = tuple(name.replace("_", " ") for name in _FIXED.split())
_COLUMN_LIMIT = 400
_NAME_PARTS = ("family", "given", "additional", "prefix", "suffix")
_ADDRESS_PARTS = ("box", "extended", "street", "city", "region", "code", "country")
_JOINED = {"NICKNAME": ", ", "CATEGORIES": ", ", "NOTE": "\n", "MEMBER": ", "}
_ALIASES = {"X-ADDRESSBOOKSERVER-KIND": "KIND", "X-ADDRESSBOOKSERVER-MEMBER": "MEMBER"}
_IDLE_TYPES = frozenset({"internet", "pref", "voice", "x-pref"})
_SAID = ("FN", "N.family", "N.given", "ORG", "EMAIL", "TEL", "NICKNAME")


def read_vcard(path: Path, options: ReadOptions) -> list[Table]:
    """The table of an address book; its columns are found by a first pass over the file."""
    charset = _charset(path, options.encoding)
    names: dict[str, None] = dict.fromkeys(FIXED)
    odd: list[int] = []
    dropped, count = 0, 0
    for card in _cards(path, charset):
        count += 1
        odd += card.odd_lines[:1] if len(odd) < 5 else ()
        for name in _values(card):
            if len(names) < _COLUMN_LIMIT:
                names.setdefault(name)
            else:
                dropped += name not in names
    warnings = [charset.warning] if charset.warning else []
    warnings += [f"line {line} is no property of a card and was left out" for line in odd]
    if dropped:
        warnings.append(f"more than {_COLUMN_LIMIT} kinds of property: {dropped} values were left out")
    if not count:
        warnings.append("no cards in the file")
    header = tuple(names)
    rows = _rows(path, charset, header)
    return [Table(path, None, "vcard", charset.encoding, None, header, rows, warnings, has_header=True)]


def _charset(path: Path, given: str | None) -> Charset:
    """The charset of the file; 8-bit cards often name their own, so the warning comes only where one is missing."""
    charset = charset_of(path, given)
    if charset.warning is None:
        return charset
    with path.open("rb") as file:
        named = any(b"CHARSET=" in line.upper() for line in file)
    return charset._replace(warning=None) if named else charset


def _cards(path: Path, charset: Charset) -> Iterator[Card]:
    """Every card; the file is read as bytes in the shape of Latin-1 unless its characters are two bytes wide."""
    wide = charset.encoding.startswith(("utf-16", "utf-32"))
    encoding = charset.encoding if wide else "latin-1"
    with path.open("r", encoding=encoding, newline="") as file:
        lone_cr = "\n" not in file.read(1 << 16)  # else a CR alone stands inside a value
    with path.open("r", encoding=encoding, newline="\r" if lone_cr else "\n") as file:
        lines = (line.encode("utf-8").decode("latin-1") for line in file) if wide else iter(file)
        yield from cards_of(lines, "utf-8" if wide else charset.encoding.removesuffix("-sig"))


def _rows(path: Path, charset: Charset, header: tuple[str, ...]) -> Iterator[Row | BadRow]:
    for card in _cards(path, charset):
        values = _values(card)
        cells = tuple(values.get(name, "") for name in header)
        if card.problem:
            yield BadRow(card.line, card.problem, cells)
        elif not any(values.get(name) for name in _SAID):
            yield BadRow(card.line, "the card names nobody: no name, organisation, e-mail or phone", cells)
        else:
            yield Row(card.line, cells)


def _values(card: Card) -> dict[str, str]:
    """What a card says, by column; several values of a kind are `EMAIL`, `EMAIL 2` … with the preferred one first."""
    labels = {p.group: _label(p.value) for p in card.properties if p.name == "X-ABLABEL" and p.group}
    values: dict[str, str] = {}
    counts: dict[str, int] = {}
    ordered = sorted(card.properties, key=_rank)
    for found in ordered:
        name = _column(found, labels.get(found.group, ""))
        if name == "X-ABLABEL":
            continue
        text = unescaped(found.value, card.version)
        if name in _JOINED:
            _join(values, name, text)
            continue
        parts = _parts(name, found, card.version, text)
        if not any(parts.values()):
            continue
        counts[name] = counts.get(name, 0) + 1
        if name in {"EMAIL", "TEL"}:
            parts["type"] = labels.get(found.group) or ",".join(
                t for t in found.types if t not in _IDLE_TYPES
            )
        for part, value in parts.items():
            if value:
                values[_numbered(name, counts[name], part)] = value
    if not values.get("FN"):
        values["FN"] = " ".join(
            values[key]
            for key in ("N.prefix", "N.given", "N.additional", "N.family", "N.suffix")
            if values.get(key)
        )
    return values


def _rank(found: Property) -> tuple[int, int]:
    """Preferred values first; of addresses without a preference the one at work, which is the account's."""
    return found.preference, 0 if found.name != "ADR" or "work" in found.types else 1


def _join(values: dict[str, str], name: str, text: str) -> None:
    if text:
        values[name] = _JOINED[name].join([*([values[name]] if name in values else []), text])


def _numbered(name: str, number: int, part: str) -> str:
    base = name if number == 1 else f"{name} {number}"
    if part == "type":
        return f"{base} type"
    return f"{base}.{part}" if part else base


def _label(value: str) -> str:
    return re.sub(r"^_\$!<(.*)>!\$_$", r"\1", value.strip())


def _column(found: Property, label: str) -> str:
    """The column of a property; every spelling of a manager is `MANAGER`."""
    name = _ALIASES.get(found.name, found.name)
    if name.startswith("X-FCENCODED-"):
        try:
            name = bytes.fromhex(name.removeprefix("X-FCENCODED-")).decode().upper()
        except ValueError:
            return found.name
    if name in {"RELATED", "X-ABRELATEDNAMES", "X-RELATED"}:
        kinds = {label.casefold(), *found.types} & {"manager", "x-manager", "boss", "supervisor"}
        return "MANAGER" if kinds else name
    if name == "X-ANDROID-CUSTOM" and re.match(
        r"vnd\.android\.cursor\.item/relation;[^;]*;7(;|$)", found.value
    ):
        return "MANAGER"
    return "MANAGER" if re.fullmatch(r"(X-)?(.*[-:])?MANAGER(-?S-?NAME)?", name) else name


def _parts(name: str, found: Property, version: str, text: str) -> dict[str, str]:
    """A value by its parts; the empty name stands for the whole."""
    if name == "N":
        return dict(zip(_NAME_PARTS, _pieces(found.value, version, " "), strict=False))
    if name == "ADR":
        parts = dict(zip(_ADDRESS_PARTS, _pieces(found.value, version, ", "), strict=False))
        lines = [parts.pop("box", ""), parts.pop("extended", ""), parts.get("street", "")]
        parts["street"] = "\n".join(line for line in lines if line and "^n" not in line)
        return parts
    if name == "ORG":
        first, *units = [unescaped(part, version) for part in split_escaped(found.value, ";")]
        return {"": first, "unit": " / ".join(unit for unit in units if unit)}
    if name == "MANAGER" and found.name == "X-ANDROID-CUSTOM":
        return {"": found.value.split(";")[1].strip()}
    if name == "AGENT":
        inner = re.search(r"^FN[^:]*:(.*)$", text, re.MULTILINE | re.IGNORECASE)
        return {"": inner.group(1).strip() if inner else text if "BEGIN:" not in text.upper() else ""}
    if name == "TEL":
        return {"": text.removeprefix("tel:").replace(";ext=", " ext. ")}
    return {"": text.removeprefix("mailto:") if name == "EMAIL" else text}


def _pieces(value: str, version: str, joint: str) -> list[str]:
    """The components of a structured value; those that are lists become one text."""
    pieces = []
    for part in split_escaped(value, ";"):
        items = [part] if version == "2.1" else split_escaped(part, ",")
        pieces.append(joint.join(text for item in items if (text := unescaped(item, version))))
    return pieces
