"""What files say, page by page, and how their pages look. Whatever a file holds is only ever opened in a child process.

`running` is the door. The others run in the child, but for `pages` and `faults`, which both sides know.
"""
