"""The three addresses that machines watch."""

import os

from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from alur.config.health import checks
from alur.config.health.figures import DatabaseFigures

UNAVAILABLE = 503


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers. Asks nothing of anyone else."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Say of each thing that must hold whether it does, and how to mend it; 503 when one does not."""
    found = checks.ready()
    is_ready = all(check.is_ok for check in found)
    answer = {
        "status": "ok" if is_ready else "unavailable",
        "checks": {check.name: as_json(check) for check in found},
    }
    return JsonResponse(answer, status=200 if is_ready else UNAVAILABLE)


def as_json(check: checks.Check) -> dict[str, str]:
    if check.is_ok:
        return {"status": "ok"}
    return {"status": "fail", "problem": check.told, "mend": check.mend}


def metrics(request: HttpRequest) -> HttpResponse:
    """Return the metrics of all processes in Prometheus' format."""
    registry = CollectorRegistry()
    registry.register(DatabaseFigures())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        text = generate_latest(registry)
    else:
        text = generate_latest(REGISTRY) + generate_latest(registry)
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)
