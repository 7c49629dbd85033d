"""One module per source we recognise: its signature and its columns in our words."""
