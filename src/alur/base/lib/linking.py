"""Words of a Markdown text that name something else, as links to it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import TypeAlias

from markdown_it.token import Token

# (begin, end, address) of each place in a text, in order, none within another.
Linker: TypeAlias = Callable[[str], Iterable[tuple[int, int, str]]]


def link(tokens: Sequence[Token], linker: Linker) -> None:
    """Let words be links, except those that are or name something already."""
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = list(with_links(token.children, linker))


def with_links(children: Sequence[Token], linker: Linker) -> Iterator[Token]:
    depth = 0
    for token in children:
        depth += opened(token)
        if token.type == "text" and depth == 0:
            yield from parts(token.content, linker)
        else:
            yield token


def opened(token: Token) -> int:
    """Return by how much deeper in links what follows a token stands."""
    if token.type == "html_inline":
        written = token.content.lower()
        begins, ends = written.startswith(("<a ", "<a>")), written.endswith("</a>") or written.startswith("</a")
        return int(begins) - int(ends)
    return {"link_open": 1, "link_close": -1}.get(token.type, 0)


def parts(text: str, linker: Linker) -> Iterator[Token]:
    last = 0
    for begin, end, address in linker(text):
        yield Token("text", "", 0, content=text[last:begin])
        yield Token("html_inline", "", 0, content=f'<a href="{escape(address)}">{escape(text[begin:end])}</a>')
        last = end
    yield Token("text", "", 0, content=text[last:])
