"""Packs about our own people."""
