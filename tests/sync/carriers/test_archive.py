"""The archive folder after an erase: no frame in clear that is held blanked, nothing else lost."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from repcockpit.sync.carriers.archive import rewrite_archive
from repcockpit.sync.container import scan
from repcockpit.sync.frames import Frame, redacted
from tests.sync.carriers.faults import FaultyFiles, Killed
from tests.sync.carriers.share import chain, container


def _archive(place: Path) -> tuple[Path, list[Frame]]:
    frames = chain(3, 4)
    archive = place / "team.rcsync.archive"
    archive.mkdir()
    (archive / "team (1).rcsync.aaaa").write_bytes(container(frames))
    (archive / "torn.bbbb").write_bytes(container(frames[:2])[:-9])
    (archive / "other.cccc").write_bytes(container(frames[2:]))
    (archive / "notes").write_bytes(b"mine")
    return archive, frames


def _frames(archive: Path) -> list[Frame]:
    return [frame for path in archive.iterdir() for frame in scan(path.read_bytes()).frames]


def test_an_archive_is_rewritten_whatever_interrupts_it(tmp_path: Path) -> None:
    for at in range(1, 40):
        (tmp_path / str(at)).mkdir()
        archive, frames = _archive(tmp_path / str(at))
        blank = redacted(frames[0], b"nil")

        def forms_of(frame: Frame, blank: Frame = blank) -> Sequence[Frame]:
            return (blank,) if frame.key == blank.key else (frame,)

        files = FaultyFiles()
        files.kill_at = at
        with suppress(Killed):
            rewrite_archive(archive, files, forms_of)
        assert {one.key for one in _frames(archive)} == {one.key for one in frames}
        rewrite_archive(archive, FaultyFiles(), forms_of)
        assert {one.raw for one in _frames(archive)} == {blank.raw, *(one.raw for one in frames[1:])}
        assert (archive / "notes").read_bytes() == b"mine"
        assert (archive / "other.cccc").exists()
        assert rewrite_archive(archive, FaultyFiles(), forms_of) == ()
        if not files.is_dead:
            return
    raise AssertionError("never came to its end")


def test_no_archive_is_nothing_to_do(tmp_path: Path) -> None:
    assert rewrite_archive(tmp_path / "none", FaultyFiles(), lambda frame: (frame,)) == ()
