"""repcockpit: the terminal cockpit of a field sales rep."""

__version__ = "0.1.0"
