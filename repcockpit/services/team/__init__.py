"""Screen 8 "Team": what was done and what is late, of each of us and of all; never ranked."""
