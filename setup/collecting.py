"""Collects the texts of the screens into both catalogues. Run by .venv's Python, since it needs Babel."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from setup.places import LOCALE, ROOT

LAZY = ["gettext_lazy", "ngettext_lazy:1,2", "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3"]
# Babel would give Indonesian two plural forms, and the second would stay untranslated.
PLURALS = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"

"""


def main() -> None:
    """Bring each catalogue up to the code, say what has no translation yet."""
    template = collected()
    for language in PLURALS:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        catalogue = brought_up(path, template, language)
        path.write_text(written(catalogue, language), encoding="utf-8")
        empty = sum(1 for message in texts(catalogue) if is_empty(message))
        print(f"{path.relative_to(ROOT)}: {len(list(texts(catalogue)))} texts, {empty} without translation")


def collected() -> Catalog:
    template = Catalog()
    with (ROOT / "babel.cfg").open(encoding="utf-8") as lines:
        methods, options = parse_mapping_cfg(lines)  # type: ignore[no-untyped-call]
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(LAZY)}
    for _path, _line, text, _comments, context in extract_from_dir(
        ROOT / "src" / "alur", method_map=methods, options_map=options, keywords=keywords
    ):
        template.add(text, context=context)
    return template


def brought_up(path: Path, template: Catalog, language: str) -> Catalog:
    source = (
        path.read_bytes() if path.exists() else HEADER.format(language=language, plurals=PLURALS[language]).encode()
    )
    catalogue = read_po(BytesIO(source), locale=language)
    catalogue.update(template, no_fuzzy_matching=True)
    if language == "en":
        for message in texts(catalogue):
            # The msgids are English.
            message.string = message.id
    return catalogue


def written(catalogue: Catalog, language: str) -> str:
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return header(language) + body.getvalue().decode().strip() + "\n"


def header(language: str) -> str:
    return HEADER.format(language=language, plurals=PLURALS[language])


def texts(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def is_empty(message: Message) -> bool:
    return not any(message.string) if isinstance(message.string, tuple) else not message.string


if __name__ == "__main__":
    main()
