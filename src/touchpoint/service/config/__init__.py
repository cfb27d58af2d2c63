"""How the service is set up: its settings, its database, its addresses and its processes."""
