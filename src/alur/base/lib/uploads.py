"""What is uploaded is refused by its announced size, before a byte of it is read."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST_BYTES = 100_000_000
MEGABYTE = 1_000_000


class LimitHandler(FileUploadHandler):
    """Stands before Django's own handlers, to which it leaves all that is small enough."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: Mapping[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Raise RequestDataTooBig when more was announced than any page of ours takes."""
        # Beside the file a form has its fields.
        if content_length > max(LARGEST_BYTES, (settings.LARGEST_FILE_MB + 5) * MEGABYTE):
            raise RequestDataTooBig("An upload is larger than any page takes.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leave the data to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """Leave the file to the next handler."""
        return None
