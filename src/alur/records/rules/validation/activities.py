"""Activities, their definitions and interactions (xAPI 1.0.3, Data 2.4.4.1; 2.0, 4.2.2.3)."""

from typing import Any

from alur.records.rules.validation.extensions import extensions
from alur.records.rules.validation.faults import fault
from alur.records.rules.validation.primitives import iri, language_map, text
from alur.records.rules.validation.shapes import list_of, members, one_of

COMPONENTS = {
    "choices": ("choice", "sequencing"),
    "scale": ("likert",),
    "source": ("matching",),
    "target": ("matching",),
    "steps": ("performance",),
}
INTERACTION_TYPES = (
    "true-false", "choice", "fill-in", "long-fill-in", "matching",
    "performance", "sequencing", "likert", "numeric", "other",
)  # fmt: skip

component = members({"id": text, "description": language_map}, required=("id",))
component_list = list_of(component)


def components(value: Any, path: str) -> None:
    """Check the choices of an interaction: their ids are distinct."""
    component_list(value, path)
    ids = [each["id"] for each in value]
    if len(set(ids)) < len(ids):
        raise fault(path, "Two entries have the same id.", "Give each an id of its own.")


definition_members = members(
    {
        "name": language_map,
        "description": language_map,
        "type": iri,
        "moreInfo": iri,
        "extensions": extensions,
        "interactionType": one_of(*INTERACTION_TYPES),
        "correctResponsesPattern": list_of(text),
        **dict.fromkeys(COMPONENTS, components),
    }
)


def definition(value: Any, path: str) -> None:
    """Check an activity's definition: what belongs to an interaction stands with its type only."""
    definition_members(value, path)
    if "interactionType" not in value and "correctResponsesPattern" in value:
        raise fault(f"{path}.interactionType", "The property “interactionType” is missing.", "Add it.")
    for name, types in COMPONENTS.items():
        if name in value and value.get("interactionType") not in types:
            raise fault(f"{path}.{name}", f"“{name}” belongs to the interaction {' or '.join(types)}.", "Remove it.")


activity = members({"objectType": one_of("Activity"), "id": iri, "definition": definition}, required=("id",))
