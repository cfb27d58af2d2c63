"""Every number that is planted, in one table a subject, and how the tables are read."""
