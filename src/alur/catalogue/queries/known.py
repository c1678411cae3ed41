"""Which activities there are."""

from collections.abc import Iterable

from alur.base.lib import bulk
from alur.catalogue.models import Activity, Kind


def ids_by_code(kind: Kind, codes: Iterable[str]) -> dict[str, int]:
    """Return the activities of a kind by those of the codes that are known."""
    keys = {(kind.value, code) for code in codes}
    return dict(bulk.matching(Activity, ["kind", "code"], keys, ["code", "id"]))
