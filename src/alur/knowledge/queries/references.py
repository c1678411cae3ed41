"""The items that are the regulations which a text names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.urls import reverse

from alur.base.lib.linking import Linker
from alur.knowledge.models import Item
from alur.knowledge.permissions import Reach, readable_items
from alur.knowledge.rules.references import Regulation, named_by, references

MOST_NAMED = 30


def linker_of(item: Item, anchors: Iterable[str], reach: Reach) -> Linker:
    """Return what finds the places of an item's text that lead somewhere its reader may go. One query at most.

    anchors: of the text itself.
    """
    is_regulation = item.kind == "regulation"
    named = dict.fromkeys(each.regulation for each in references(item.body, is_regulation=is_regulation))
    itself = named_by(item.activity.title) if is_regulation else None
    addresses = addresses_of([each for each in named if each and each != itself][:MOST_NAMED], reach)
    own = set(anchors)

    def found(text: str) -> Iterable[tuple[int, int, str]]:
        for begin, end, regulation, anchor in references(text, is_regulation=is_regulation):
            if regulation in (None, itself):
                if anchor in own:
                    yield begin, end, f"#{anchor}"
            elif regulation in addresses and regulation is not None:
                yield begin, end, addresses[regulation] + (f"#{anchor}" if anchor else "")

    return found


def addresses_of(regulations: list[Regulation], reach: Reach) -> Mapping[Regulation, str]:
    """Return the address of the one item that is each regulation; of several none, as it is not sure which."""
    if not regulations:
        return {}
    condition = Q()
    for each in regulations:
        # The title says it in words of its own; what it says is compared below.
        condition |= Q(activity__title__icontains=f" {each.number} tahun {each.year}")
    found = defaultdict(list)
    rows = Item.objects.filter(condition, readable_items(reach), kind="regulation").values_list(
        "activity__code", "activity__title"
    )
    for code, title in rows.order_by("activity__code"):
        if (regulation := named_by(title)) in regulations and regulation is not None:
            found[regulation].append(code)
    return {
        each: reverse("pengetahuan_satu", kwargs={"code": codes[0]}) for each, codes in found.items() if len(codes) == 1
    }
