"""A module's content as Markdown (CONTRACTS, "Module content"): read, checked and written. Pure.

A file is front matter between `---` lines, then screens separated by `---` lines. A screen's first heading is its
title; a heading that begins with `?` is a question, followed by the list of its answers. List items that are links to
`#id` are ways on to the screen whose title ends with `{#id}`.
"""

from alur.learning.rules.content.faults import Fault, What
from alur.learning.rules.content.files import Parsed, parse, parse_screens
from alur.learning.rules.content.shapes import (
    ALL,
    Answer,
    Asked,
    Block,
    Checklist,
    Choice,
    Kept,
    Kind,
    Passage,
    Question,
    Reflection,
    Screen,
)
from alur.learning.rules.content.writing import as_file, as_screens

__all__ = [
    "ALL",
    "Answer",
    "Asked",
    "Block",
    "Checklist",
    "Choice",
    "Fault",
    "Kept",
    "Kind",
    "Parsed",
    "Passage",
    "Question",
    "Reflection",
    "Screen",
    "What",
    "as_file",
    "as_screens",
    "parse",
    "parse_screens",
]
