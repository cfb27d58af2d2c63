"""The commands, a module for each: they read what was asked, call a room, and show the answer."""
