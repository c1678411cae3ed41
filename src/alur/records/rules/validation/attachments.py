"""What a statement says of its attachments (xAPI 1.0.3, Data 2.4.11 and 2.6; 2.0, 4.2.2.6)."""

import re
from collections.abc import Mapping
from typing import Any

from alur.records.rules.validation.faults import fault
from alur.records.rules.validation.primitives import iri, language_map, matching, media_type, whole_number
from alur.records.rules.validation.shapes import list_of, members

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
SIGNATURE_TYPE = "application/octet-stream"
SHA2 = re.compile(r"(?:[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})")

sha2 = matching(SHA2, "a SHA-2 sum in hexadecimal digits", "the output of sha256sum")
attachment_members = members(
    {
        "usageType": iri,
        "display": language_map,
        "description": language_map,
        "contentType": media_type,
        "length": whole_number,
        "sha2": sha2,
        "fileUrl": iri,
    },
    required=("usageType", "display", "contentType", "length", "sha2"),
)


def attachment(value: Any, path: str) -> None:
    """Check one attachment's description; a signature has its one content type."""
    attachment_members(value, path)
    if value["usageType"] == SIGNATURE and value["contentType"] != SIGNATURE_TYPE:
        raise fault(
            f"{path}.contentType", f"A signature has the content type {SIGNATURE_TYPE}.", f"Write {SIGNATURE_TYPE}."
        )


attachments = list_of(attachment)


def require_file_urls(statement: Mapping[str, Any], path: str) -> None:
    """Raise a Problem when an attachment of a valid statement is neither sent along nor named by an address."""
    for place, each in enumerate(statement.get("attachments", ())):
        if "fileUrl" not in each:
            raise fault(
                f"{path}.attachments[{place}].fileUrl",
                "The attachment's content is missing.",
                "Name it by its fileUrl.",
            )
