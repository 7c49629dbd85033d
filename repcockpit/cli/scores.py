"""The scorecard: `scorecard`, `scorecard account NAME`, `scorecard rep NAME`."""

import argparse
from typing import TYPE_CHECKING

from repcockpit.cli import output
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.domain.views.scores import Scorecard
    from repcockpit.services.book import Book

_COLUMNS = ("activity", "value", "weight", "points", "known", "next", "gain")
_KINDS = ("account", "rep")


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words",
        metavar="account NAME | rep NAME",
        nargs="*",
        help="whose; the rep of this device, or of --rep, without it",
    )


def scorecard(call: "Call") -> None:
    """Print the seven activities of an account, a rep or the team."""
    card = _card(call.book(), list(call.words))
    from repcockpit.services.scores.delay import logging_delay  # noqa: PLC0415 -- opens SQLite

    delay = logging_delay(call.book(), card.id) if card.kind == "rep" else None
    if call.as_json:
        from repcockpit.domain.views.score_shape import scorecard_shape  # noqa: PLC0415 -- only with --json

        own = {} if delay is None else {"logging_delay_hours": round(delay.hours, 1)}
        as_of = call.book().now().isoformat(timespec="seconds")
        output.write_json({"as_of": as_of, **scorecard_shape(card), **own})
    else:
        _write(card)
        if delay is not None:
            output.write_lines(["", f"You log {delay.said}; nobody else is shown this."])


def _card(book: "Book", words: list[str]) -> "Scorecard":
    from repcockpit.services.lookup import find  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.scores.cards import account_scorecard, rep_scorecard  # noqa: PLC0415 -- the same

    if words and (words[0] not in _KINDS or len(words) == 1):
        raise UsageError("say whose scorecard", "scorecard account NAME, scorecard rep NAME, or no words")
    if words and words[0] == "account":
        return account_scorecard(book, find(book, "account", " ".join(words[1:])))
    rep_id = find(book, "rep", " ".join(words[1:])) if words else book.rep_id
    return rep_scorecard(book, rep_id)


def _write(card: "Scorecard") -> None:
    from repcockpit.domain.score_words import (  # noqa: PLC0415 -- only as text
        ACTIVITY_WORDS,
        index_words,
        known_words,
    )

    output.write_lines(
        [f"{card.name}  {index_words(card.value, card.value_before)}  {known_words(card.known_share)}", ""]
    )
    rows = [
        (
            ACTIVITY_WORDS[one.activity],
            _whole(one.value),
            f"{one.weight:g}",
            _tenth(one.points),
            f"{100 * one.known:.0f} %",
            one.next_action or None,
            _tenth(one.gain),
        )
        for one in card.parts
    ]
    output.write_table(_COLUMNS, rows, len(rows), "parts", spare=("weight", "known", "gain"))
    output.write_text("")
    figures = _figures(card)
    output.write_table(("what", "now"), figures, len(figures), "figures")


def _figures(card: "Scorecard") -> list[tuple[object, ...]]:
    from repcockpit.domain.score_words import QUADRANT_WORDS, share_words, survey_words  # noqa: PLC0415 -- only as text

    sand = card.sand
    more: list[tuple[object, ...]] = [
        ("retention", _whole(card.retention.value)),
        ("loyalty", _whole(card.loyalty.value)),
        ("together", QUADRANT_WORDS[card.quadrant]),
        ("in full", share_words(sand.otif.in_full, sand.otif.lines)),
        ("on time", share_words(sand.otif.on_time, sand.otif.lines)),
        ("answered in time", share_words(sand.answered, sand.asked)),
        ("call-back made", share_words(sand.called_back, sand.call_backs)),
        ("promises kept", share_words(sand.kept.kept, sand.kept.due)),
        ("NPS", survey_words(card.nps)),
        ("CSAT", survey_words(card.csat)),
    ]
    if card.skips:
        more.append(("avoided", f"skipped {card.skips} times without a touch between"))
    return more


def _whole(value: float | None) -> str | None:
    return None if value is None else f"{value:.0f}"


def _tenth(value: float | None) -> str | None:
    return None if value is None else f"{value:.1f}"


COMMANDS = {"scorecard": (_configure, scorecard)}
