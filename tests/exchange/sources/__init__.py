"""Tests of what files mean."""
