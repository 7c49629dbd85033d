"""Dialogs: one at a time, each with its own key line."""
