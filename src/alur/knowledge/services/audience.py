"""For whom items are."""

from collections.abc import Mapping

from alur.knowledge.models import Audience

Named = Mapping[int, bool]


def put_audiences(wanted: Mapping[int, Named]) -> set[int]:
    """Let items be for units, those without any for all; return which are for others than before.

    wanted: by the item's key whether all below are meant, by the unit's key. To be called in the transaction that lets
    the items be found as they are then.
    """
    stored: dict[int, dict[int, bool]] = {pk: {} for pk in wanted}
    rows = Audience.objects.filter(item__in=wanted).values_list("item_id", "unit_id", "with_below")
    for item_id, unit_id, with_below in rows:
        stored[item_id][unit_id] = with_below
    changed = {pk for pk, units in wanted.items() if stored[pk] != units}
    if changed:
        Audience.objects.filter(item__in=changed).delete()
        new = [Audience(item_id=pk, unit_id=id, with_below=all) for pk in changed for id, all in wanted[pk].items()]
        Audience.objects.bulk_create(new)
    return changed
