"""Whose side a value is, in words."""

import pytest

from repcockpit.tui.conflict_values import heads_of, side_words, verbs_of
from tests.tui.conflict_views import line


@pytest.mark.parametrize(
    ("owns", "heads", "verbs", "sides"),
    [
        ((True, False), ("YOURS", "THEIRS"), ("keep yours", "keep theirs"), ["yours", "theirs"]),
        ((True, True), ("THE ONE", "THE OTHER"), ("keep this", "keep that"), ["1", "2"]),
        ((False, False), ("THE ONE", "THE OTHER"), ("keep this", "keep that"), ["1", "2"]),
    ],
)
def test_yours_and_theirs_are_said_of_one_own_side_only(
    owns: tuple[bool, bool], heads: tuple[str, str], verbs: tuple[str, str], sides: list[str]
) -> None:
    one = line("title", "Head", "Chief")
    values = tuple(side._replace(is_own=is_own) for side, is_own in zip(one.values, owns, strict=True))
    one = one._replace(values=values)
    assert (heads_of(one), verbs_of(one), [side_words(value, one) for value in values]) == (
        heads,
        verbs,
        sides,
    )
