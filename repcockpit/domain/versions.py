"""Versions of the program in a team: `major.minor` of each device, and what is to be said of them. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

Version = tuple[int, int]


class TeamVersions(NamedTuple):
    """Devices in use by version; `waiting` counts records that only a newer version shows, `unheard` devices of none."""

    own: Version
    devices: Mapping[Version, int]
    waiting: int = 0
    unheard: int = 0

    @property
    def newest(self) -> Version:
        """The newest version that any device has."""
        return max((*self.devices, self.own))

    @property
    def is_behind(self) -> bool:
        """Whether somebody else has a newer one."""
        return self.newest > self.own


def version_of(number: int) -> Version:
    """The version in a frame's header: major * 256 + minor."""
    return number >> 8, number & 255


def version_words(version: Version) -> str:
    """`1.4`."""
    return f"{version[0]}.{version[1]}"


def team_sentence(found: TeamVersions) -> str:
    """What the team has and what this device has; a call to update where it is behind."""
    own, newest = version_words(found.own), version_words(found.newest)
    if found.is_behind:
        kept = f"what only {newest} knows is kept, passed on and not shown"
        count = f" ({found.waiting:,} record{'s' * (found.waiting != 1)} so far)" if found.waiting else ""
        return f"the team uses {newest}, you have {own}: update repcockpit; until then {kept}{count}"
    older = {version: count for version, count in found.devices.items() if version < found.own}
    if not older:
        return f"every device has {own}"
    told = ", ".join(f"{count} with {version_words(version)}" for version, count in sorted(older.items()))
    return f"you have {own}, still on an older version: {told}; what they do not know they keep and pass on"
