import errno
import os
from pathlib import Path

import pytest

from repcockpit.domain.errors import BadFileError, DiskFullError, ExistsError, ReadOnlyError
from repcockpit.exchange.writers import replace_file


def write(
    path: Path,
    content: bytes,
    error: BaseException | None = None,
    meanwhile: bytes = b"",
    *,
    force: bool = False,
) -> None:
    with replace_file(path, force=force) as out:
        out.write(content)
        if meanwhile:
            path.write_bytes(meanwhile)
        if error is not None:
            raise error


@pytest.mark.parametrize("force", [True, False])
def test_a_new_file(tmp_path: Path, force: bool) -> None:
    with replace_file(tmp_path / "a.csv", force=force) as out:
        out.write(b"x")
        assert not (tmp_path / "a.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"x"


def test_an_existing_file_needs_force(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with pytest.raises(ExistsError), replace_file(path, force=False):
        pass
    with replace_file(path, force=True) as out:
        out.write(b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write(path, b"half", KeyboardInterrupt(), force=True)
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("a.csv", b"old")]


def test_a_full_disk(tmp_path: Path) -> None:
    with pytest.raises(DiskFullError):
        write(tmp_path / "a.csv", b"half", OSError(errno.ENOSPC, "No space left on device"))
    assert not list(tmp_path.iterdir())


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with pytest.raises(ExistsError):
        write(path, b"mine", meanwhile=b"theirs")
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("a.csv", b"theirs")]


def test_folders(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match="folder"), replace_file(tmp_path, force=True):
        pass
    with pytest.raises(BadFileError, match="no folder"), replace_file(tmp_path / "no" / "a.csv", force=True):
        pass


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    with replace_file(tmp_path / "link.csv", force=True) as out:
        out.write(b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_no_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ReadOnlyError), replace_file(tmp_path / "a.csv", force=False):
        pass


@pytest.mark.skipif(os.name == "nt", reason="there is no /dev/null")
def test_devices_are_written_directly() -> None:
    with replace_file(Path("/dev/null"), force=False) as out:
        out.write(b"x")
