"""What people type, as it is kept."""

from django.utils.translation import gettext as _

from alur.base.lib.counts import written
from alur.base.lib.plain import cleaned
from alur.base.lib.problems import Problem

UNPROCESSABLE = 422


def fitting(text: str, most: int, field: str, *, mend: str = "") -> str:
    """Return a text as it is kept. mend: what to write; "" when nothing is fine too.

    Raises Problem `knowledge.too_long`, `knowledge.no_words`.
    """
    words = cleaned(text)
    if mend and not words:
        raise Problem("knowledge.no_words", _("Words are missing."), field=field, mend=mend, status=UNPROCESSABLE)
    if len(words) > most:
        raise Problem(
            "knowledge.too_long",
            _("The text has %(count)s characters; at most %(most)s fit.")
            % {"count": written(len(words)), "most": written(most)},
            field=field,
            mend=_("Shorten it; a sentence or two are read best."),
            status=UNPROCESSABLE,
        )
    return words
