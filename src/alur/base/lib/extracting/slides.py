"""PPTX, by python-pptx: a slide is a page."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

import pptx

from alur.base.lib.extracting.opening import counted, escaped, table, together
from alur.base.lib.extracting.pages import Page

DEEPEST_GROUP = 5


def read(file: IO[bytes]) -> Iterator[Page]:
    """Yield the slides in Markdown, with the speaker's notes. Raises Refused."""
    slides = pptx.Presentation(file).slides
    yield from counted(page_of(number, slide) for number, slide in enumerate(slides, start=1))


def page_of(number: int, slide: Any) -> Page:
    title = slide.shapes.title or first_line(slide)
    heading = " ".join(title.text_frame.text.split()) if title is not None else ""
    others = (shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id)
    blocks = [f"## {escaped(heading)}"] if heading else []
    blocks += [block for shape in in_order(others) for block in blocks_of(shape)]
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        blocks += [escaped(line) for line in slide.notes_slide.notes_text_frame.text.splitlines() if line.strip()]
    return Page(number, together(blocks), heading)


def first_line(slide: Any) -> Any:
    """Return the shape on top when it has one line, as some programs write titles; None otherwise."""
    top = next(iter(in_order(shape for shape in slide.shapes if shape.has_text_frame)), None)
    lines = [line for line in top.text_frame.text.splitlines() if line.strip()] if top is not None else []
    return top if len(lines) == 1 else None


def in_order(shapes: Iterable[Any]) -> list[Any]:
    """Return shapes from top to bottom, and beside each other as they are read."""
    return sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))


def blocks_of(shape: Any, depth: int = 0) -> Iterator[str]:
    if hasattr(shape, "shapes"):
        if depth < DEEPEST_GROUP:
            for inner in in_order(shape.shapes):
                yield from blocks_of(inner, depth + 1)
    elif getattr(shape, "has_table", False):
        yield table([cell.text for cell in row.cells] for row in shape.table.rows)
    elif shape.has_text_frame:
        lines = [paragraph for paragraph in shape.text_frame.paragraphs if paragraph.text.strip()]
        bullets = [f"{'  ' * paragraph.level}- {escaped(paragraph.text)}" for paragraph in lines]
        yield "\n".join(bullets) if len(lines) > 1 else "".join(escaped(line.text) for line in lines)
