"""The org chart of an account: what is drawn, and every change of it."""
