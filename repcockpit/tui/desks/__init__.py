"""The parts of the desk: one class per family of what screens ask."""
