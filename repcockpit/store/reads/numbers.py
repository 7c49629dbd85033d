"""The numbers of the rule set that are in force in this book."""

import sqlite3

from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.settings import DEFAULTS, NUMBERS, RuleNumbers, checked_number, rule_numbers


def numbers_in_force(db: sqlite3.Connection) -> RuleNumbers:
    """Defaults and the settings that differ; a stored value that no rule can use is left out."""
    rows = db.execute("select name, value from setting where _hidden = 0 and value is not null").fetchall()
    chosen: dict[str, float] = {}
    for name, value in rows:
        if name in NUMBERS:
            try:
                chosen[name] = checked_number(name, value)
            except InvalidValueError:
                continue
    return rule_numbers(chosen) if chosen else DEFAULTS
