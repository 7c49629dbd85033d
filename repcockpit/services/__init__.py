"""Use cases: what a screen or a command calls. Views come back."""
