"""Files to raw rows, each with its place."""
