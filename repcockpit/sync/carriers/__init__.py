"""Places where the frames of a team lie: one file, or a folder of segments."""
