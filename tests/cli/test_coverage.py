"""`coverage` and `confirm`: the shape, the codes."""

from tests.cli.conftest import Run

_KEYS = {"id", "name", "index", "band", "mapped", "parts", "seats", "flags", "threads"}


def test_coverage_and_confirm(run: Run) -> None:
    run("add", "account", "name=Northglass", "owner=")
    run("add", "contact", "name=Maria Sand", "account=Northglass", "role=champion")
    (row,) = run("--json", "coverage", "Northglass").document["accounts"]
    assert row.keys() == _KEYS
    assert (row["mapped"], row["index"], row["band"], row["flags"], row["threads"]) == (
        False,
        None,
        None,
        [],
        0,
    )
    assert row["parts"].keys() == {"seats", "functions", "levels", "our_side"}
    assert "not mapped" in run("coverage", "Northglass").stdout

    done = run("--json", "confirm", "Maria Sand", "support=supporter").document
    assert (done["role_confirmed_on"], done["support_on"]) == ("2026-11-24", "2026-11-24")
    assert done["txn"]
    (row,) = run("--json", "coverage", "Northglass").document["accounts"]
    assert (row["mapped"], row["band"], row["parts"]["seats"]) == (True, "thin", 1.5)
    seat = next(one for one in row["seats"] if one["role"] == "champion")
    assert seat["contact"]["name"] == "Maria Sand"
    assert (seat["depth"], seat["value"], seat["weight"], seat["points"]) == ("no_contact", 0.1, 15, 1.5)
    assert [flag["flag"] for flag in row["flags"]] == ["no_decision_maker"]
    assert row["flags"][0].keys() == {"flag", "evidence_ids", "next_action"}
    said = run("coverage", "Northglass").stdout
    assert "ask Maria Sand who decides" in said
    assert "budget holder" in said

    assert run("confirm", "Maria Sand", "role=king").code == 2
    assert run("coverage", "Nowhere").code == 2
    assert run("coverage").code == 0
