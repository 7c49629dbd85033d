"""The network of a customer: how broadly accounts are covered, and confirming who somebody is."""
