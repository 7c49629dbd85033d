from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.chartline import ChartLine, read_line, role_meant
from repcockpit.domain.errors import InvalidValueError


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ana Gil", ChartLine("Ana Gil", "", (), None)),
        ("  Ana   Gil ,  QA manager ", ChartLine("Ana Gil", "QA manager", (), None)),
        ("Ana Gil, QA manager <maría", ChartLine("Ana Gil", "QA manager", (), "maría")),
        ("Ana Gil, QA manager < Maria López >", ChartLine("Ana Gil", "QA manager", (), "Maria López")),
        ("Ana Gil <-", ChartLine("Ana Gil", "", (), "")),
        ("Ana Gil <", ChartLine("Ana Gil", "", (), "")),
        ("Ana, head, plant 2", ChartLine("Ana", "head, plant 2", (), None)),
        ("Ana, QA, influencer, End User", ChartLine("Ana", "QA", ("influencer", "end_user"), None)),
        ("Ana, buyer", ChartLine("Ana", "buyer", (), None)),
        ("? , quality", ChartLine("", "quality", (), None)),
        ("(unknown), finance, budget holder <jon", ChartLine("", "finance", ("budget_holder",), "jon")),
        ("?, champion", ChartLine("", "", ("champion",), None)),
    ],
)
def test_what_a_line_means(text: str, meant: ChartLine) -> None:
    assert read_line(text) == meant
    assert meant.is_seat == (not meant.name)


def test_nothing_yet_and_what_cannot_be() -> None:
    assert read_line("") is None
    assert read_line("  ,  ") is None
    for text in ("?", "(unknown) <maria", ", quality", "<maria"):
        with pytest.raises(InvalidValueError):
            read_line(text)


def test_short_words_of_roles() -> None:
    assert [role_meant(word) for word in ("budget", "Decision_Maker", "dec", "sponsor", "champ", "e", "")] == [
        "budget_holder", "decision_maker", "decision_maker", "executive_sponsor", "champion", None, None,
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = None
    with suppress(InvalidValueError):
        found = read_line(text)
    assert found is None or found.name or found.title or found.roles
