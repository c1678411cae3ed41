"""Items of lists that can be ticked bear a class, and their boxes are no words."""

from alur.base.lib.markdown import outlined_html
from alur.base.lib.outlining import Headings
from alur.base.lib.sections import sections_of

TEXT = "- [ ] Cuci **tangan**\n- [x] Pakai masker\n- biasa [ ] x\n  - [ ] dalam\n\n1. [ ] bernomor\n\n[ ] bukan butir\n"


def test_tasks_are_told_from_other_items() -> None:
    html, _, tasks = outlined_html(TEXT, Headings())
    assert html.replace("\n", "") == (
        '<ul><li class="task">Cuci <strong>tangan</strong></li><li class="task">Pakai masker</li><li>biasa [ ] x'
        '<ul><li class="task">dalam</li></ul></li></ul><ol><li class="task">bernomor</li></ol><p>[ ] bukan butir</p>'
    )
    assert tasks == 4


def test_boxes_are_no_words_to_the_search() -> None:
    [part] = sections_of("- [ ] Cuci tangan\n- [x] Pakai masker\n")
    assert part.text == "Cuci tangan\nPakai masker"
