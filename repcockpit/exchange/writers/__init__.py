"""Views to bytes of open formats."""
