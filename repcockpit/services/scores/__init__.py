"""The scorecard and what stands beside it: retention and loyalty, surveys, promises, deliveries, too much contact."""
