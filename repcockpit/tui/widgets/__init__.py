"""Widgets of the cockpit: the virtual list, header, footer, pane, field."""
