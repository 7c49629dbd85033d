"""The lists Accounts and Contacts at any size: in memory what a filter looks at, rows read when they are shown."""
