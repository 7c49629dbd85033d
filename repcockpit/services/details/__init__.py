"""An account or a person with everything around it, the pane beside a list, and why a number is what it is."""
