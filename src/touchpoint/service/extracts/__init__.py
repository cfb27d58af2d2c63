"""Other systems' files in, from a browser: the same loads as `touchpoint load`, in the service.

The words: an *upload* is one file that somebody sent; it is *looked at* (which profile fits, what
a load would do), then *loaded*, and may be *undone*. How data walks through: the page keeps the
file (`actions.py`) and the worker does the rest (`tasks.py`, `work.py`). A load works on an export
of the service with the memory of earlier loads laid beside it (`memory.py`); only the rows that it
made go back into the service (`delta.py`), as new touchpoints and changed rows.
"""
