"""Markdown that others wrote, as HTML that cannot harm: CommonMark, then only what is listed passes.

Headings begin at the level that the page leaves them and never skip one; wide tables scroll by themselves.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape, unescape
from types import MappingProxyType
from typing import Any, NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from alur.base.lib import outlining
from alur.base.lib.linking import Linker, link
from alur.base.lib.outlining import Entry, Namer
from alur.base.lib.tasklists import CLASS, take_boxes

LOWEST_LEVEL = 6
NO_IMAGES: Mapping[str, str] = MappingProxyType({})
INLINE_TAGS = {
    "a",
    "abbr",
    "b",
    "br",
    "code",
    "del",
    "em",
    "i",
    "kbd",
    "mark",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}
BLOCK_TAGS = {
    *("blockquote", "dd", "div", "dl", "dt", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
MEDIA_TAGS = {"audio", "track", "video"}
ATTRIBUTES = {
    "a": {"href", "download", "id"},
    **{level: {"id"} for level in ("h2", "h3", "h4", "h5", "h6")},
    "abbr": {"title"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "th": {"scope"},
    "audio": {"controls", "preload", "src", "aria-label"},
    "video": {"controls", "preload", "src", "aria-label"},
    "track": {"kind", "src", "srclang", "label", "default"},
}
VIDEO, AUDIO = frozenset({"mp4", "webm"}), frozenset({"mp3", "m4a", "ogg", "wav"})
# A link to one of these beside the text is a file of its own, to be taken away.
FILE = re.compile(r"(?!/)[^:?#]+\.(?:pdf|docx|xlsx|pptx|odt|ods|odp|txt|csv)", re.IGNORECASE)
CAPTIONS = re.compile(r"(?!/)[^:?#]+\.vtt", re.IGNORECASE)
SCHEMES = {"http", "https", "mailto", "tel"}
RAW = ("html_block", "html_inline")
RAW_IMAGE = re.compile(r"<(?:img|video|audio|track|source)\b", re.IGNORECASE)
# A keyboard must be able to scroll what is wider than the screen.
SCROLLS = '<div class="scrolls" tabindex="0">'


def to_html(text: str, *, images: Mapping[str, str] = NO_IMAGES, top_level: int = 2) -> str:
    """Return a text as HTML. images: address of each file it may show or link to; top_level: of its highest headings.

    What an image's address ends in tells whether it is a picture, a film (its title names the captions) or a recording.
    Other pictures become links, or their words alone when their address is none to follow.
    """
    tokens = parser().parse(text)
    level_headings(tokens, top_level=top_level)
    place_images(tokens, images)
    drop_empty_heads(tokens)
    return cleaned(rendered(tokens), INLINE_TAGS | BLOCK_TAGS | MEDIA_TAGS, images)


class Outlined(NamedTuple):
    """A text as HTML whose parts have anchors. outline: those parts; tasks: how many items of lists can be ticked."""

    html: str
    outline: Sequence[Entry]
    tasks: int


def outlined_html(
    text: str,
    namer: Namer,
    *,
    images: Mapping[str, str] = NO_IMAGES,
    linker_of: Callable[[Sequence[str]], Linker] | None = None,
) -> Outlined:
    """Return a text as `to_html` does, with anchors. namer: which lines have one; made for this text alone.

    linker_of: makes of the text's anchors what finds the words that lead elsewhere.
    """
    tokens = parser().parse(text)
    # Nobody who wrote the text can know it, so that no other identifier gets into the page.
    secret = f"{secrets.token_hex(8)}-"
    tasks = take_boxes(tokens)
    anchors, outline = outlining.mark(tokens, namer, secret)
    if linker_of:
        link(tokens, linker_of(anchors))
    level_headings(tokens, top_level=2)
    place_images(tokens, images)
    drop_empty_heads(tokens)
    return Outlined(cleaned(rendered(tokens), INLINE_TAGS | BLOCK_TAGS | MEDIA_TAGS, images, secret), outline, tasks)


def inline_html(text: str) -> str:
    """Return a text of one line as HTML without blocks or pictures."""
    tokens = parser().parseInline(text)
    place_images(tokens, NO_IMAGES)
    return cleaned(rendered(tokens), INLINE_TAGS, NO_IMAGES)


def plain_text(text: str) -> str:
    """Return the words of a text without any markup, in one line."""
    return " ".join(unescape(nh3.clean(parser().render(text), tags=set())).split())


def image_sources(text: str) -> list[str]:
    """Return what a text shows: the addresses of its pictures, films and recordings, in order, each once."""
    return named(image.attrs["src"] for image in inner(parser().parse(text)) if image.type == "image")


def caption_sources(text: str) -> list[str]:
    """Return the captions of the films in a text, in order, each once."""
    titles = (image.attrs.get("title", "") for image in inner(parser().parse(text)) if image.type == "image")
    return named(title for title in titles if CAPTIONS.fullmatch(str(title)))


def uncaptioned_sources(text: str) -> list[str]:
    """Return those of a text's image_sources that name no captions, in order, each once."""
    images = (image.attrs for image in inner(parser().parse(text)) if image.type == "image")
    return named(attrs["src"] for attrs in images if not CAPTIONS.fullmatch(str(attrs.get("title", ""))))


def linked_files(text: str) -> list[str]:
    """Return the files beside a text that it links to, in order, each once."""
    links = (token.attrs.get("href", "") for token in inner(parser().parse(text)) if token.type == "link_open")
    return named(link for link in links if FILE.fullmatch(str(link)))


def named(sources: Iterable[str | float]) -> list[str]:
    return list(dict.fromkeys(map(str, sources)))


@cache
def parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def rendered(tokens: Sequence[Token]) -> str:
    made = parser()
    return str(made.renderer.render(tokens, made.options, {}))


def cleaned(html: str, tags: set[str], images: Mapping[str, str], secret: str = "") -> str:
    """Return HTML with what is allowed alone. secret: before the identifiers that stay, "" when none does."""
    shown = set(images.values())

    def kept(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return value.removeprefix(secret) if secret and value.startswith(secret) else None
        return None if name == "src" and value not in shown else value

    return nh3.clean(
        html.replace("<table>", f"{SCROLLS}<table>").replace("</table>", "</table></div>"),
        tags=tags,
        attributes=ATTRIBUTES,
        allowed_classes={"a": {"anchor"}, "div": {"scrolls"}, "li": {CLASS}, "span": {"media", "media-name"}},
        tag_attribute_values={"div": {"tabindex": {"0"}}},
        set_tag_attribute_values={"pre": {"tabindex": "0"}},
        attribute_filter=kept,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )


def inner(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def level_headings(tokens: Sequence[Token], *, top_level: int) -> None:
    """Give headings levels from top_level down: one below the nearest above it, however deep it was meant."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            meant = int(token.tag[1])
            while above and above[-1] >= meant:
                above.pop()
            above.append(meant)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(top_level + len(above) - 1, LOWEST_LEVEL)}"


def place_images(tokens: Sequence[Token], images: Mapping[str, str]) -> None:
    for token in tokens:
        if token.type in RAW:
            token.content = RAW_IMAGE.sub("<picture-left-out", token.content)
        if token.type == "link_open" and (address := images.get(str(token.attrs.get("href", "")))):
            token.attrs.update(href=address, download="")
        if token.children:
            place_images(token.children, images)
            token.children = [placed for child in token.children for placed in image(child, images)]


def image(token: Token, images: Mapping[str, str]) -> list[Token]:
    """Return a picture, film or recording with its own address, or a link to where it lies elsewhere."""
    if token.type != "image":
        return [token]
    source = str(token.attrs["src"])
    if source in images:
        token.attrs["src"] = images[source]
        ending = images[source].rpartition(".")[2]
        return [medium(token, ending, images)] if ending in VIDEO | AUDIO else [token]
    words: list[Any] = [Token("text", "", 0, content=token.content or source)]
    if not source.startswith(("http://", "https://")):
        return words
    return [Token("link_open", "a", 1, attrs={"href": source}), *words, Token("link_close", "a", -1)]


def medium(token: Token, ending: str, images: Mapping[str, str]) -> Token:
    """Return a film or recording as HTML, with its name below it. What is loaded before it is played is nothing."""
    tag = "video" if ending in VIDEO else "audio"
    words, source = escape(token.content), escape(str(token.attrs["src"]))
    captions = images.get(str(token.attrs.get("title", "")), "")
    track = f'<track kind="captions" srclang="id" label="Bahasa Indonesia" default src="{escape(captions)}">'
    inside = track if captions else ""
    played = f'<{tag} controls preload="none" src="{source}" aria-label="{words}">{inside}</{tag}>'
    html = f'<span class="media">{played}<span class="media-name">{words}</span></span>'
    return Token("html_inline", "", 0, content=html)


def drop_empty_heads(tokens: list[Token]) -> None:
    """Take away the heads of tables that say nothing; name the columns of the others."""
    begin = None
    for place, token in enumerate(list(tokens)):
        if token.type == "thead_open":
            begin = place
        elif token.type == "thead_close" and begin is not None:
            name_columns(tokens[begin : place + 1])
            begin = None


def name_columns(head: Sequence[Token]) -> None:
    is_empty = not any(token.content.strip() for token in head)
    for place, token in enumerate(head):
        if is_empty:
            token.hidden = True
        elif token.type == "th_open":
            token.attrs.pop("style", None)
            if head[place + 1].content.strip():
                token.attrSet("scope", "col")
            else:
                token.tag = head[place + 2].tag = "td"
