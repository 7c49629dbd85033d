"""Tests of the import, on real files in a temporary book."""
