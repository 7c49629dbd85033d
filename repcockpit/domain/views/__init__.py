"""What screens, commands and writers read: frozen values, no behaviour."""
