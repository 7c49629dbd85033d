"""Plain SQL in, frozen views out: one module per screen family."""
