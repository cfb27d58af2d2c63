"""The service under load: twenty people at once, each signed in, on a made-up force."""
