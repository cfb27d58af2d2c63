"""The REST API, /api/v1: append touchpoints, read a journey, ask what is due.

Whoever builds a mobile recording app or an online reporting form builds on it. A token acts for the
person who made it, and sees and does what that person may and no more.
"""
