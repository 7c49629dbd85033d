"""The columns of every export, with their types and meanings: what `export --columns` and COLUMNS.md say."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from repcockpit.domain.coverage import SEAT_WEIGHTS
from repcockpit.domain.errors import UsageError
from repcockpit.domain.score_words import ACTIVITY_WORDS
from repcockpit.domain.scorecard import ACTIVITIES
from repcockpit.domain.words import spoken
from repcockpit.exchange.writers.sheets import SCHEMA_VERSION, TYPES, Column
from repcockpit.services.exporting import activities, activity, agenda, figures, lists, team, team_reps
from repcockpit.services.exporting.columns import typed
from repcockpit.services.exporting.document import OF_ONE, WHATS
from repcockpit.services.exporting.flat import header_of
from repcockpit.services.exporting.meanings import ELSEWHERE, MEANINGS

SINCE: Final[dict[tuple[str, str], int]] = {}
"""The schema version that brought a column, by (WHAT, column); 1 where it is not named."""
_CUSTOM: Final = ("accounts", "contacts")


class DocumentedColumn(NamedTuple):
    """A column: its type is a word of `TYPES`; `since` is the schema version that brought it."""

    name: str
    type: str
    meaning: str
    since: int


class Documented(NamedTuple):
    """An export: the forms there are and the columns of its rows; `reps` is a sheet of `team`."""

    what: str
    forms: tuple[str, ...]
    columns: tuple[DocumentedColumn, ...]


def columns_of(what: str | None = None) -> list[Documented]:
    """One export, or all of them. Raises UsageError for a WHAT without columns."""
    every = _every()
    if what is None:
        return every
    found = [one for one in every if one.what == what or (what == "team" and one.what == "reps")]
    if not found:
        raise UsageError(
            f"there are no columns of {what!r}", "exports: " + ", ".join(one.what for one in every)
        )
    return found


def _every() -> list[Documented]:
    tables: dict[str, Sequence[Column]] = {
        "activity": typed(activity.COLUMNS, logged_at="instant_ms"),
        "team": typed(team.COLUMNS),
        "reps": typed(team_reps.COLUMNS, **team_reps.NUMBERS),
        **{what: typed(table.columns) for what, table in lists.TABLES.items()},
        **{what: typed(header_of(rows.fields)) for what, rows in activities.ROWS.items()},
        "ideas": typed(figures.IDEAS, revenue="moneys", product_revenue="moneys"),
        "coverage": typed((*figures.COVERAGE, *(f"seat.{role}" for role in SEAT_WEIGHTS))),
        "scorecards": typed(figures.SCORECARDS, **dict.fromkeys(ACTIVITIES, "number")),
        "agenda": typed(agenda.COLUMNS, at="instant_min", end_at="instant_min"),
        "person": (Column("kind"), Column("id", "id"), Column("field"), Column("value")),
    }
    return [
        Documented(what, _forms(what), tuple(_documented(what, one) for one in columns))
        for what, columns in tables.items()
    ]


def _forms(what: str) -> tuple[str, ...]:
    if what == "reps":
        return ("xlsx",)
    return tuple(WHATS.get(what) or OF_ONE[what])


def _documented(what: str, column: Column) -> DocumentedColumn:
    return DocumentedColumn(
        column.name, column.type, meaning_of(what, column.name), SINCE.get((what, column.name), 1)
    )


def meaning_of(what: str, name: str) -> str:
    """What a column means. Raises KeyError for one that nobody described."""
    if (what, name) in ELSEWHERE:
        return ELSEWHERE[what, name]
    if name.startswith("seat."):
        return f"the {spoken(name.removeprefix('seat.'))} who counts; empty: the seat is empty"
    if what == "scorecards" and name in ACTIVITY_WORDS:
        return f"{ACTIVITY_WORDS[name]}, 0 to 100; empty: unknown"
    if what == "reps" and name.startswith("overdue_"):
        return f"accounts and key people of tier {name[-1].upper()} past due"
    return MEANINGS[name]


def document_of(every: Sequence[Documented]) -> list[dict[str, Any]]:
    """The same in JSON's terms."""
    return [
        {
            "what": one.what,
            "formats": list(one.forms),
            "columns": [column._asdict() for column in one.columns],
        }
        for one in every
    ]


def markdown_of(every: Sequence[Documented]) -> Iterator[str]:
    """The same as lines of Markdown; `COLUMNS.md` is all of it."""
    yield "# Columns of the exports"
    yield ""
    yield f"Schema version {SCHEMA_VERSION}. Within a version columns are added at the end, and none is renamed or taken away."
    yield "The version stands in json (`schema_version`), in the properties and on the sheet `about` of xlsx, and at the foot of"
    yield "md and html. Written by `repcockpit export --columns`."
    yield ""
    yield "| type | in csv |"
    yield "| --- | --- |"
    for name, meaning in TYPES.items():
        yield f"| {name} | {meaning} |"
    yield ""
    yield "Unknown is an empty cell, in json `null`. In xlsx dates, instants, numbers and yes or no are real values; instants"
    yield "are in the zone that the sheet `about` names. md and html leave out ids and columns without any value."
    for one in every:
        yield ""
        yield f"## {one.what}"
        yield ""
        yield f"Formats: {', '.join(one.forms)}."
        yield ""
        yield "| column | type | meaning | since |"
        yield "| --- | --- | --- | ---: |"
        for column in one.columns:
            yield f"| {column.name} | {column.type} | {column.meaning} | {column.since} |"
        if one.what in _CUSTOM:
            yield "| custom.NAME | text | a custom field of that name; a column for each | 1 |"
