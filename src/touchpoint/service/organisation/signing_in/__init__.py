"""Signing in: password, second factor, passkey, the force's own sign-in, and a forgotten password.

The ceremonies are allauth's; the pages, the lock-out and what may be said are ours.
"""
