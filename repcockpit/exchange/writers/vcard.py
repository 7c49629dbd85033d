"""Contact cards as RFC 2426 (vCard 3.0) wants them, which every phone and mail program reads."""

from collections.abc import Iterable
from typing import BinaryIO

from repcockpit.domain.views.records import ContactView
from repcockpit.exchange.writers.ics import escaped, folded
from repcockpit.exchange.writers.values import encoded

PRODUCT = "-//repcockpit//contacts//EN"


def write_vcards(people: Iterable[ContactView], out: BinaryIO) -> int:
    """Writes one card for each person and gives their number; notes, roles and support stay in the book.

    The bytes follow from the views alone. Raises `InvalidValueError` for half a character.
    """
    count = 0
    for one in people:
        out.write(encoded("".join(folded(line) + "\r\n" for line in _card(one))))
        count += 1
    return count


def _card(one: ContactView) -> list[str]:
    name = one.name or ""
    parts = ";".join(escaped(part or "") for part in (one.last_name, one.first_name))
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"PRODID:{PRODUCT}", f"UID:{one.id.hex()}"]
    lines += [f"FN:{escaped(name)}", f"N:{parts};;;"]
    if one.account is not None:
        units = [one.account.name or "", *([one.department] if one.department else [])]
        lines.append("ORG:" + ";".join(escaped(unit) for unit in units))
    if one.title:
        lines.append(f"TITLE:{escaped(one.title)}")
    for key, values in (("EMAIL;TYPE=INTERNET", one.emails), ("TEL;TYPE=VOICE", one.phones)):
        lines += [
            f"{key}{',PREF' if place == 0 else ''}:{escaped(value)}" for place, value in enumerate(values)
        ]
    if one.birthday:
        lines.append(f"BDAY:{escaped(one.birthday)}")
    return [*lines, "END:VCARD"]
