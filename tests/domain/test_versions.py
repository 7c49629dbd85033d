import pytest

from repcockpit.domain.versions import TeamVersions, team_sentence, version_of, version_words


@pytest.mark.parametrize(
    ("number", "words"), [(0x0104, "1.4"), (0x0102, "1.2"), (1, "0.1"), (0xFFFF, "255.255")]
)
def test_a_number_is_a_version(number: int, words: str) -> None:
    assert version_words(version_of(number)) == words


@pytest.mark.parametrize(
    ("devices", "waiting", "begins", "holds"),
    [
        ({(1, 2): 3}, 0, "every device has 1.2", ""),
        ({(1, 2): 1, (1, 4): 2}, 0, "the team uses 1.4, you have 1.2: update repcockpit", "kept, passed on"),
        ({(1, 2): 1, (1, 10): 1}, 1, "the team uses 1.10, you have 1.2", "(1 record so far)"),
        ({(1, 2): 1, (2, 0): 1}, 2_000, "the team uses 2.0, you have 1.2", "(2,000 records so far)"),
        (
            {(1, 2): 1, (1, 1): 2, (0, 9): 1},
            0,
            "you have 1.2, still on an older version",
            "1 with 0.9, 2 with 1.1",
        ),
    ],
)
def test_what_is_said_of_a_team(
    devices: dict[tuple[int, int], int], waiting: int, begins: str, holds: str
) -> None:
    found = TeamVersions((1, 2), devices, waiting)
    assert team_sentence(found).startswith(begins)
    assert holds in team_sentence(found)
    assert found.is_behind == begins.startswith("the team uses")
