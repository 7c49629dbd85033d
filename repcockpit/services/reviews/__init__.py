"""Quarterly business reviews: reading them (`reading`), changing them (`changing`), after the meeting (`following`)."""
