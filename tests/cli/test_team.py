"""`team`: the keys of its document, ranges, narrowing, and what is refused."""

import json
from typing import Any

import pytest

from repcockpit.cli.examples import EXAMPLES
from tests.cli.conftest import Run

_FIGURES = {
    "touches", "total", "attainment", "attainment_capped", "frequency", "expected", "overdue", "overdue_of", "catch_up",
    "requests", "callbacks", "qbrs", "broad", "mapped", "flags", "ideas", "trainings", "kept", "promises_due",
}  # fmt: skip


@pytest.fixture
def two(run: Run) -> Run:
    run("init", "--rep", "Ana Ruiz", "--timezone", "Europe/Madrid")
    run("add", "rep", "name=Jon Etxea")
    run("add", "account", "name=Konex", "segment=A")
    run("add", "account", "name=Isdom", "owner=Jon Etxea", "segment=B")
    run("add", "contact", "name=Luis Prado", "account=Konex", "role=decision_maker")
    run("log", "call luis prado 10m: all well", "--yes")
    return run


def _rows(run: Run, *words: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in run("--json", "team", *words).document["reps"]}


def test_the_shape(two: Run) -> None:
    document = two("--json", "team").document
    assert (document["since"], document["until"]) == ("2026-11-23", "2026-11-29")
    ana, jon = document["reps"]
    assert ana.keys() >= _FIGURES | {"id", "name", "role", "as_of_sync", "stale", "previous"}
    assert ana["previous"].keys() == _FIGURES
    assert ana["overdue"] == {"A": 0, "B": 0, "C": 0, "D": 0, "none": 0}
    assert ana["catch_up"] == {"now": 0, "before": 0}
    assert ana["requests"] == {"ended": 0, "in_time": 0}
    assert ana["callbacks"] == {"due": 0, "on_time": 0}
    assert ana["qbrs"].keys() == {"due", "ready", "at_risk", "late"}
    assert (ana["flags"], ana["mapped"], ana["frequency"]) == ({}, 0, None)
    assert (ana["touches"], ana["total"], ana["stale"], ana["as_of_sync"][:10]) == (1, 1, False, "2026-11-24")
    assert (jon["touches"], jon["stale"], jon["as_of_sync"], jon["role"]) == (None, True, None, "rep")
    assert "rank" not in json.dumps(document)


def test_ranges(two: Run) -> None:
    assert _rows(two, "--week", "2026-W48")["Ana Ruiz"]["touches"] == 1
    assert _rows(two, "--week", "2026-W47")["Ana Ruiz"]["touches"] == 0
    assert _rows(two, "--week", "2026-W49")["Ana Ruiz"]["previous"]["touches"] == 1
    assert _rows(two, "--since", "2026-11-24", "--until", "2026-11-24")["Ana Ruiz"]["touches"] == 1
    assert _rows(two, "--since", "30d")["Ana Ruiz"]["touches"] == 1
    document = two("--json", "team", "--week", "2026-W53").document
    assert (document["since"], document["until"]) == ("2026-12-28", "2027-01-03")


def test_the_first_day_of_the_week_moves_only_this_week(two: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_TIME", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    assert two("--json", "team").document["since"] == "2026-11-22"
    assert two("--json", "team", "--week", "2026-W48").document["since"] == "2026-11-23"


@pytest.mark.parametrize(
    "words",
    [
        ("--week", "2025-W53"),
        ("--week", "48"),
        ("--week", "2026-W48", "--since", "mon"),
        ("--until", "2026-11-24"),
        ("--since", "2026-11-24", "--until", "2026-11-20"),
        ("--since", "never"),
    ],
)
def test_what_is_refused(two: Run, words: tuple[str, ...]) -> None:
    found = two("--json", "team", *words)
    assert (found.code, found.document["error"]["code"] in ("usage", "invalid_value")) == (2, True)


def test_rep_narrows(two: Run) -> None:
    assert [one["name"] for one in two("--rep", "jon etxea", "--json", "team").document["reps"]] == [
        "Jon Etxea"
    ]
    assert len(two("--rep", "all", "--json", "team").document["reps"]) == 2
    assert two("--rep", "nobody", "team").code == 2


def test_an_e_mail_says_which_of_two_reps_with_one_name(two: Run) -> None:
    two("add", "rep", "name=Jon Etxea", "email=jon.e@example.org")
    found = two("--rep", "jon etxea", "--json", "team").document["error"]
    assert [one["account"] for one in found["candidates"]] == [None, "jon.e@example.org"]
    (row,) = two("--rep", "JON.E@example.org", "--json", "team").document["reps"]
    assert row["id"] == found["candidates"][1]["id"]


def test_text_stands_a_to_z_and_says_what_is_stale(two: Run) -> None:
    said = two("team").stdout
    assert said.index("Ana Ruiz") < said.index("Jon Etxea") < said.index("team  ")
    assert "never, stale" in said
    assert "worst" not in said
    assert "week 48" in said
    assert "2 reps" in said
    assert "touched least in 365 days  2" in said
    assert "tier A without a next step" in said
    assert "1 rep\n" in two("--rep", "ana", "team").stdout


def test_loyalty_is_not_shown_the_plan(two: Run) -> None:
    assert _rows(two)["Ana Ruiz"]["attainment"] is not None
    two("set", "rep", "Ana Ruiz", "role=loyalty")
    row = _rows(two)["Ana Ruiz"]
    assert (row["attainment"], row["attainment_capped"], row["touches"]) == (None, None, 1)


def test_before_there_is_a_rep_there_is_no_row(run: Run) -> None:
    assert run("--json", "team").document["reps"] == []
    assert run("team").code == 0
    assert EXAMPLES["team"]


def test_days_are_named_once(two: Run) -> None:
    assert two("team", "--since", "2026-11-24", "--until", "2026-11-24").stdout.startswith(
        "Tue 24 Nov 2026  2 reps"
    )
    assert two("team", "--since", "mon", "--until", "2026-11-24").stdout.startswith(
        "Mon 23 Nov 2026 to Tue 24 Nov 2026  2 reps"
    )
