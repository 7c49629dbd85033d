"""What a rep decides on rows: tier, owner, snooze, held, moved, to the bin, and the answers of Set up."""
