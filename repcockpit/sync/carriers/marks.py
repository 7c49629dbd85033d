"""What a stat says about a file: its mark, its disk, whether its bytes are here."""

from os import stat_result

from repcockpit.sync.carriers.contract import Mark

_INODE = (1 << 63) - 1
_ELSEWHERE = 0x1000 | 0x40000 | 0x400000  # Windows: offline, recall on open, recall on access
_DATALESS = 0x40000000  # macOS


def mark_of(found: stat_result) -> Mark:
    """The mark of a file's stat."""
    return Mark(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _INODE)


def is_same_file(one: Mark, other: Mark) -> bool:
    """Whether size, time and inode are equal; a rename changes the other time, a listing may lack inodes."""
    inodes = one.inode == other.inode or not one.inode or not other.inode
    return one.size == other.size and one.modified == other.modified and inodes


def is_elsewhere(found: stat_result) -> bool:
    """Whether a cloud client keeps the bytes somewhere else (a placeholder)."""
    attributes = int(getattr(found, "st_file_attributes", 0))
    return bool(attributes & _ELSEWHERE or int(getattr(found, "st_flags", 0)) & _DATALESS)


def device_of(found: stat_result) -> int:
    """The disk on which something lies."""
    return found.st_dev & _INODE
