"""What the actions of the registry do: functions of a screen."""
