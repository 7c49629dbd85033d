"""What an action is, and the groups of screens that have some in common."""

from typing import NamedTuple


class Action(NamedTuple):
    """Something a person can do.

    `keys` are Textual key names, the first is the one shown; a key of two parts (`a n`) is typed one
    after the other. `target` says what it acts on: row (the line under the cursor or the chosen ones),
    list, book or app. `places` are the screens that have it; empty: every screen.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    group: str
    target: str
    places: tuple[str, ...] = ()


LISTS = ("today", "accounts", "contacts", "qbrs", "requests", "coverage")
"""The screens that a digit opens and whose rows are one rep's records."""
DIGITS = (*LISTS, "team")
"""The screens that a digit opens."""
TEAM = ("team", "team_rep", "team_rows")
"""The team, a page of one rep, the rows behind a number."""
RECORDS = (*LISTS, "detail")
"""The screens whose rows are records."""
PEOPLE = (*RECORDS, "orgchart")
"""The screens whose rows are customers or their people."""
OVER = ("training", "news", "ideas", "scorecard")
"""Screens of one activity, opened over another."""
CATALOGS = ("accounts", "contacts")
