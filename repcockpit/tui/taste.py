"""This machine's taste as the cockpit takes it: the settings under the names that screens use."""

from repcockpit.settings import Settings as Taste
from repcockpit.settings import read_settings as read_taste

__all__ = ["Taste", "read_taste"]
