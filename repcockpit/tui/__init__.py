"""The Textual cockpit: screens, dialogs, widgets, one registry of actions."""
