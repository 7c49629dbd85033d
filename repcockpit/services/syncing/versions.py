"""Whether the devices of the team have one version of the program, and what to do where they have not."""

import sqlite3
from collections import Counter

from repcockpit.domain.versions import TeamVersions, Version, team_sentence, version_of
from repcockpit.store.incarnations import own_replica
from repcockpit.store.reads.devices import app_lines, waiting_count
from repcockpit.sync.frames import APP


def team_versions(db: sqlite3.Connection) -> TeamVersions:
    """The versions of the devices in use, this one's included, and what waits for an update."""
    me = own_replica(db).no
    others = [one for one in app_lines(db) if one.no != me]
    devices = Counter([version_of(APP), *(version_of(one.app) for one in others if one.app is not None)])
    return TeamVersions(version_of(APP), devices, waiting_count(db), sum(one.app is None for one in others))


def versions_by_replica(db: sqlite3.Connection) -> dict[int, Version]:
    """The version of each replica in use that is known."""
    me = own_replica(db).no
    found = {one.no: version_of(one.app) for one in app_lines(db) if one.app is not None}
    return found | {me: version_of(APP)}


def update_advice(found: TeamVersions) -> str | None:
    """One line with the command that updates this installation; None where this device is not behind."""
    if not found.is_behind:
        return None
    from repcockpit.services.installation import installation  # noqa: PLC0415 -- only where there is something to say

    return f"{team_sentence(found)}. Here: {installation().update}"
