"""Everything that runs the service: its database, web server and worker, kept going and stopped."""
