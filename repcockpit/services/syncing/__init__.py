"""Syncing with a team through a file or a folder that all can reach."""

from repcockpit.services.syncing.devices import renew_keys, retire_replica
from repcockpit.services.syncing.joining import join_preview, join_team
from repcockpit.services.syncing.measuring import sync_doctor
from repcockpit.services.syncing.rounds import sync_now
from repcockpit.services.syncing.standing import sync_status

__all__ = [
    "join_preview",
    "join_team",
    "renew_keys",
    "retire_replica",
    "sync_doctor",
    "sync_now",
    "sync_status",
]
