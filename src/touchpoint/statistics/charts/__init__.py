"""Control charts: which points of a series need a reason, and which are only its usual spread.

XmR with the rules of NHS England's Making Data Count; p, u, c and Laney's charts for counts.
"""
