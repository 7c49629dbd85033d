"""What a place can do, measured there, before a team relies on it."""

from repcockpit.domain.views.syncing import Guarantee, SyncDoctorView
from repcockpit.sync.carriers.choose import carrier_for
from repcockpit.sync.carriers.contract import IN_TARGET, Carrier
from repcockpit.sync.carriers.files import Files
from repcockpit.sync.carriers.guarantees import measure
from repcockpit.sync.teams import sighting

_NEEDED = frozenset({"rename", "exclusive create", "read-back", "team"})
_NEEDLESS = frozenset({"fsync of a folder"})
"""What some system does without: not tried there, and not missed."""


def sync_doctor(target: str) -> SyncDoctorView:
    """Try at `target` what a sync needs, and look whose it is; what is tried is removed again.

    `ok` of a check is False where the place refuses, or lets nothing be tried; the whole is ok where a sync there loses nothing.
    Raises UnreachableError, UsageError.
    """
    files = Files()
    carrier = carrier_for(target, bytes(16), files)
    probe = carrier.probe()
    inside = carrier.form == "folder" and not probe.is_absent
    tried = measure(carrier.target if inside else carrier.target.parent, files)
    checks = [
        Guarantee(one.name, one.name in _NEEDLESS if one.holds is None else one.holds, one.detail)
        for one in tried
    ]
    checks.append(_team(carrier, is_absent=probe.is_absent))
    is_ok = all(one.ok for one in checks if one.name in _NEEDED)
    return SyncDoctorView(str(carrier.target), carrier.form, is_ok, tuple(checks))


def _team(carrier: Carrier, *, is_absent: bool) -> Guarantee:
    if is_absent:
        return Guarantee("team", True, "nothing is there yet; the first sync founds the team")  # noqa: FBT003 -- a record
    readings = [carrier.read(item, afresh=True) for item in carrier.list().items]
    inside = [one for one in readings if one.item.role in IN_TARGET]
    if any(not one.is_ours and not one.is_blank for one in inside):
        return Guarantee("team", False, "something else than a team's file is there")  # noqa: FBT003 -- as above
    seen = next((found for one in inside if (found := sighting(one)) is not None), None)
    if seen is None:
        return Guarantee("team", False, "it cannot be read as a team's file")  # noqa: FBT003 -- as above
    frames = len({key for one in inside for key in one.keys})
    damages = sum(one.damages for one in inside)
    damaged = f", {damages:,} damaged place{'s' * (damages > 1)}" if damages else ""
    name = seen.name or "without a name"
    count = f"{frames:,} frame{'s' * (frames != 1)}"
    return Guarantee("team", True, f"team {name} ({seen.id.hex()[:8]}), {count}{damaged}")  # noqa: FBT003 -- as above
