"""The sync panel, syncing beside the keys, and syncing by itself."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.domain.errors import CockpitError, RefusedError, UnreachableError
from repcockpit.domain.views.syncing import JoinPreview, SyncReport, SyncStatus, TeamFound
from repcockpit.settings import CHOICES, read_settings
from repcockpit.tui import syncer
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.glyphs import ASCII, UNICODE
from repcockpit.tui.sync_rows import Now, about_lines, paint_row, panel_sheet
from repcockpit.tui.sync_words import ago, form_of, report_words, when
from repcockpit.tui.taste import Taste
from repcockpit.tui.text import line_cells
from tests.tui import sync_views
from tests.tui.hostile import BAD, check
from tests.tui.stage import book_desk, cockpit, resize, seen, tap, text, until
from tests.tui.sync_views import HandSynced, full_status, no_status, report, with_sync

Scene = Callable[[Cockpit, Pilot[Any], HandSynced], Awaitable[None]]
PATIENCE = 200
SESAME = "sesame"


def play(
    scene: Scene, folder: Path, status: SyncStatus, done: SyncReport | None = None, glyphs: str = "unicode"
) -> None:
    async def scenario() -> None:
        with book_desk(folder) as desk:
            made = with_sync(desk, status, done)
            app = cockpit(desk, glyphs=glyphs)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await scene(app, pilot, made)
                await idle(app, pilot)

    asyncio.run(scenario())


async def idle(app: Cockpit, pilot: Pilot[Any]) -> None:
    """Until no sync runs."""
    for _ in range(PATIENCE):
        if not app.syncer.is_running:
            return
        await pilot.pause(0.01)
    raise AssertionError("the sync did not end")


def test_the_key_opens_the_panel_and_syncs_in_it(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandSynced) -> None:
        going, begun = Event(), Event()

        def slow(_target: str | None, _passphrase: str | None) -> SyncReport:
            begun.set()
            going.wait(5)
            return report(4, 12, 3)

        made.does = slow
        await tap(pilot, "S")
        await until(pilot, "syncing")
        assert begun.wait(5)
        await tap(pilot, "j", "j")  # the keys go on
        assert "▌·     plain  Team" in text(app)
        made.now_is = made.now_is._replace(unsynced=0)
        going.set()
        await until(pilot, "↓ 12 received, ↑ 4 seen on the share at ")
        assert "3 to settle: C" in seen(app)[-1]
        assert "everything written here was seen there" in text(app)
        assert "▌·     plain  Team" in text(app)  # the cursor stayed
        assert made.calls == ((None, None),)
        await tap(pilot, "escape")
        assert "Today" in seen(app)[0]

    play(scene, tmp_path, full_status())


def test_a_target_is_asked_for_and_said_in_both_forms(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandSynced) -> None:
        await tap(pilot, "S")
        await until(pilot, "Where the team syncs")
        await tap(pilot, *"/mnt/a")
        assert "As it lies there" in text(app)
        await tap(pilot, "/")
        assert "A folder: for a cloud drive" in text(app)
        await tap(pilot, *"t.rcsync")
        assert "One file: for a share" in text(app)
        await tap(pilot, "enter")
        await until(pilot, "A new team")
        await tap(pilot, "enter", *"Mills ", "enter")
        await until(pilot, "Nothing new at ")
        assert made.named == ("Mills",)
        assert made.calls == (("/mnt/a/t.rcsync", None),)

    play(scene, tmp_path, no_status())


def test_a_team_that_is_there_is_joined_after_a_look(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandSynced) -> None:
        team = TeamFound("/mnt/a/t.rcsync", "Mills", sync_views.TEAM)
        made.preview = JoinPreview(team, "Ana Ruiz", is_rep_known=False, published=120, merged=3)
        for answer in ("enter", "y"):
            await tap(pilot, "S")
            await until(pilot, "Where the team syncs")
            await tap(pilot, *"/mnt/a/t.rcsync", "enter")
            await until(pilot, "Mills 1a2b3c4d")
            assert "yours" in text(app)
            assert not made.calls
            await tap(pilot, answer)
        await until(pilot, "Nothing new at ")
        assert made.calls == (("/mnt/a/t.rcsync", None),)

    play(scene, tmp_path, no_status())


def test_what_cannot_be_reached_is_said_with_what_to_do(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandSynced) -> None:
        def refuse(_target: str | None, _passphrase: str | None) -> SyncReport:
            raise UnreachableError("/mnt/share is not there", "plug it in, then S again")

        made.does = refuse
        await tap(pilot, "S")
        await until(pilot, "/mnt/share is not there; plug it in")
        await tap(pilot, "escape")
        assert "▌○ not there  Last sync       /mnt/share is not there" in text(app)
        await tap(pilot, "enter")
        assert "Plug it in, then S again." in text(app)

    play(scene, tmp_path, full_status())


def test_a_passphrase_is_asked_for_and_never_shown(tmp_path: Path) -> None:
    class LockedUpError(RefusedError):
        needs_passphrase = True

    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandSynced) -> None:
        def locked(_target: str | None, passphrase: str | None) -> SyncReport:
            if passphrase != SESAME:
                raise LockedUpError("it is encrypted", "say the passphrase")
            return report()

        made.does = locked
        await tap(pilot, "S")
        await until(pilot, "Passphrase of the team")
        await tap(pilot, *"sesame")
        assert "sesame" not in text(app)
        assert "6 characters" in text(app)
        await tap(pilot, "enter")
        await until(pilot, "Nothing new at ")
        assert made.calls[-1] == (None, "sesame")

    play(scene, tmp_path, full_status())


def test_the_team_row_encrypts_and_the_recovery_key_is_shown_once(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandSynced) -> None:
        made.does = lambda _target, passphrase: report()._replace(
            recovery_key="ABCD-EFGH" if passphrase == SESAME else None
        )
        made.now_is = full_status()._replace(is_encrypted=False)
        await tap(pilot, "S")
        await until(pilot, "Nothing new at ")
        await tap(pilot, "g", "g", "j", "j")
        assert "Team" in next(line for line in seen(app) if "▌" in line)
        await tap(pilot, "enter")
        await until(pilot, "Passphrase of the team")
        await tap(pilot, *SESAME, "enter")
        await until(pilot, "ABCD EFGH")
        assert made.calls[-1] == (None, SESAME)
        await tap(pilot, "escape")
        assert "ABCD" not in text(app)

    play(scene, tmp_path, full_status())


def test_a_lost_device_is_retired_after_a_question(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandSynced) -> None:
        await tap(pilot, "S")
        await until(pilot, "Nothing new at ")
        await tap(pilot, "d")
        assert "Go to a device first" in text(app)
        await tap(pilot, "G", "k", "k", "k", "k")
        assert "Li Wei" in next(line for line in seen(app) if "▌" in line)
        await tap(pilot, "d")
        assert "Li Wei, old PC" in text(app)
        await tap(pilot, "enter")
        assert not made.retired
        await tap(pilot, "d", "y")
        assert made.retired == ((bytes([3]) * 16, False),)
        assert "Retired a device" in text(app)
        await tap(pilot, "G", "k", "d")
        assert "take it back" in text(app)

    play(scene, tmp_path, full_status())


@pytest.mark.slow
@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
def test_every_size_and_every_row_read_whole(tmp_path: Path, glyphs: str) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandSynced) -> None:
        for status in (full_status(), _bad_status(BAD[1] + BAD[3]), no_status()):
            made.now_is = status
            for size in ((80, 24), (60, 20), (100, 30), (140, 40)):
                while len(app.screen_stack) > 1:
                    app.pop_screen()
                await resize(pilot, *size)
                app.open_place("sync")
                await pilot.pause()
                check(app, size, "the panel")
        made.now_is = full_status()
        app.pop_screen()
        app.open_place("sync")
        await pilot.pause()
        screen: Any = app.screen
        for number in range(screen.ledger.sheet.row_count):
            screen.ledger.go_to(number)
            if screen.row.kind not in {"conflicts", "target"}:
                await tap(pilot, "enter")
                check(app, (140, 40), "a row")
                await tap(pilot, "escape")

    play(scene, tmp_path, full_status(), glyphs=glyphs)


def _bad_status(bad: str) -> SyncStatus:
    devices = tuple(
        one._replace(rep=bad, device=bad, reason=bad, clock=bad) for one in full_status().replicas
    )
    lines = dict.fromkeys(("damage", "gaps", "warnings", "advice"), (bad, bad))
    return full_status()._replace(target=bad, team_name=bad, rep=bad, replicas=devices, **lines)  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [30, 60, 80, 140])
def test_hostile_names_stay_in_their_cells(width: int) -> None:
    for bad in BAD:
        status = _bad_status(bad)
        problem = CockpitError(bad, bad)
        now = Now(sync_views.ago(), is_running=False, problem=problem, minutes=15)
        sheet = panel_sheet(status, now, is_airy=False)
        for number in range(sheet.row_count):
            line = paint_row(sheet.row(number), width, ASCII, is_here=True)
            assert line_cells(line) <= max(width, 30), line
            assert all(line_cells(one) <= width for one in about_lines(sheet.row(number), width))


def test_words() -> None:
    now = sync_views.ago()
    assert ago(sync_views.ago(minutes=12), now) == "12m ago"
    assert ago(sync_views.ago(hours=-2), now) == "ahead"
    assert ago(None, now) == when(None, now) == "never"
    assert (
        report_words(report(4, 12), now.replace(hour=10, minute=32), ASCII)
        == "12 received, 4 seen on the share at 10:32"
    )
    assert report_words(report(), now.replace(hour=9, minute=5), UNICODE) == "Nothing new at 09:05"
    assert [form_of(one) for one in ("a.rcsync", "a.rcsync.d", "a/", "~/b")] == [
        "file",
        "folder",
        "folder",
        "",
    ]


def test_it_syncs_by_itself_once_a_target_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syncer, "START_SECONDS", 0.05)
    monkeypatch.setattr(syncer, "QUIET_SECONDS", 0.0)

    def run(status: SyncStatus, done: SyncReport, taste: Taste) -> tuple[int, str]:
        found = []

        async def scenario() -> None:
            with book_desk(tmp_path) as desk:
                made = with_sync(desk, status, done)
                app = Cockpit(desk, taste)
                async with app.run_test(size=(80, 24)) as pilot:
                    await pilot.pause(0.4)
                    await idle(app, pilot)
                    await pilot.pause()
                    found.append((len(made.calls), seen(app)[-1]))

        asyncio.run(scenario())
        return found[0]

    calls, foot = run(full_status(), report(4), Taste())
    assert calls == 1
    assert "log" in foot  # nothing came: nothing is said
    assert "↓ 12 received" in run(full_status(), report(0, 12), Taste())[1]
    assert run(no_status(), report(), Taste())[0] == 0
    assert run(full_status(), report(), Taste(sync_minutes="0"))[0] == 0


def test_a_quiet_failure_is_said_in_the_header_alone(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], made: HandSynced) -> None:
        def refuse(_target: str | None, _passphrase: str | None) -> SyncReport:
            raise UnreachableError("/mnt/share is not there", "plug it in")

        made.does = refuse
        app.syncer.start(is_asked=False)
        await idle(app, pilot)
        await pilot.pause()
        assert "no sync" in seen(app)[0]
        assert "log" in seen(app)[-1]

    play(scene, tmp_path, full_status())


def test_leaving_sends_what_is_unsent_and_waits_no_longer_than_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncer, "LEAVE_SECONDS", 0.3)
    hold = Event()

    def stuck(_target: str | None, _passphrase: str | None) -> SyncReport:
        hold.wait(5)
        return report()

    async def scenario(keys: tuple[str, ...], status: SyncStatus) -> tuple[int, bool]:
        with book_desk(tmp_path) as desk:
            made = with_sync(desk, status)
            made.does = stuck
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await tap(pilot, *keys)
                said = (
                    any("Syncing; q again leaves" in line for line in seen(app)) if app.is_running else False
                )
                for _ in range(PATIENCE):
                    if app._exit:
                        break
                    await pilot.pause(0.01)
                assert app._exit
            return len(made.calls), said

    assert asyncio.run(scenario(("q",), full_status())) == (1, True)
    assert asyncio.run(scenario(("q", "q"), full_status()))[0] == 1
    assert asyncio.run(scenario(("q",), full_status()._replace(unsynced=0)))[0] == 0
    assert asyncio.run(scenario(("q",), no_status()))[0] == 0
    hold.set()


def test_the_setting_is_one_of_the_settings() -> None:
    assert CHOICES["sync_minutes"].values[0] == read_settings().sync_minutes == "15"
    assert all(value.isdigit() for value in CHOICES["sync_minutes"].values)
