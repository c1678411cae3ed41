"""Background work of the search by meaning."""

from datetime import timedelta

from alur.base.jobs.services import job
from alur.search.queries.embedding import embedder
from alur.search.services import embedding

SECONDS_A_MINUTE = 20  # other work waits meanwhile


@job("search.work_out", every=timedelta(minutes=1), tries=1)
def work_out() -> None:
    """Work out vectors that are missing, where a model is on."""
    if model := embedder():
        embedding.work_out(model, seconds=SECONDS_A_MINUTE)


@job("search.let_go", cron="30 18 * * *")
def let_go() -> None:
    """Remove vectors that nothing needs, at night: what comes back within the day finds its own."""
    if model := embedder():
        embedding.let_go(model.model_id)
