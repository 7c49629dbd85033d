"""Accounts on their way to another rep."""
