"""Encryption and signatures of a team's frames; nothing here is loaded for a plain team."""
