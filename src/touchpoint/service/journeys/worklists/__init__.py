"""Worklists: what is owed today and by whom, for an officer, a team, an area and witness care.

A worklist is asked for (`asked.py`: whose, and narrowed by what), found in the database
(`queries.py`), ranked by harm and lateness (`harm.py`) and told in words, task by task
(`listed.py`). Names stand on no list: a task is known by its crime reference.
"""
