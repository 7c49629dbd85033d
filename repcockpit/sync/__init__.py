"""Replicas, frames, merge and the places they travel by. No screens, no use cases."""
