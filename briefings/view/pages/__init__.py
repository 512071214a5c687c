"""Pages: the type of each beside the function that builds it.

A page is a frozen dataclass, a part of one a named tuple: it is made in half the time, and a page has hundreds.
"""
