"""Special-need requests: opening, their steps, their call-backs, and the sums over them."""
