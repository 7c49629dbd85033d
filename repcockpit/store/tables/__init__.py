"""The schema as SQLModel classes, one module per family."""
