"""`keys`: the table of this machine, what was changed in it, and what does not work."""

from repcockpit import paths
from repcockpit.tui.actions import ACTIONS
from tests.cli.conftest import Run


def write(text: str) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_the_table_holds_every_action(run: Run) -> None:
    found = run("keys")
    assert (found.code, found.stderr) == (0, "")
    assert len(found.stdout.splitlines()) == len(ACTIONS) + 1
    assert "(was" not in found.stdout
    document = run("keys", "--json").document
    assert [row["id"] for row in document["keys"]] == [one.id for one in ACTIONS]
    assert document["conflicts"] == []


def test_changed_keys_are_marked_and_what_does_not_work_is_said(run: Run) -> None:
    write('theme = "pink"\n[keys]\nlog = "x"\nwhy = "ctrl+i"\nunod = "z"\nedit = ["ctrl+s", "e"]\n')
    found = run("keys")
    assert found.code == 0
    assert "x (was l)" in found.stdout
    assert "– (was x)" in found.stdout
    for said in (
        "theme 'pink' is none of",
        "'x' is log now; export has no key left",
        "why: 'ctrl+i' arrives as tab",
        "there is no action 'unod'; did you mean 'undo'?",
        "edit: 'ctrl+s' is a key of",
    ):
        assert said in found.stderr
    document = run("keys", "--json").document
    rows = {row["id"]: row for row in document["keys"]}
    assert (rows["log"]["keys"], rows["log"]["default_keys"], rows["log"]["is_changed"]) == (
        ["x"],
        ["l"],
        True,
    )
    assert (rows["why"]["keys"], rows["why"]["is_changed"]) == (["w"], False)
    assert {one["kind"] for one in document["conflicts"]} == {"lost", "refused", "unknown", "note"}
