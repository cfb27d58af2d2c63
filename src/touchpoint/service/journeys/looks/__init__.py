"""Who looked at which journey, when, how and why; and break-glass, for whoever may not see one."""
