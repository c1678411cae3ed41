"""What texts mean, as vectors: kept as a signed byte a number, compared by their directions. Needs NumPy."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
LARGEST = 127


def packed(vectors: Vectors) -> list[bytes]:
    """Return vectors as they are kept: only their directions count, so each is stretched to the most that fits."""
    most = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return [row.tobytes() for row in np.rint(vectors / most * LARGEST).astype(np.int8)]


def unpacked(kept: Sequence[bytes], dimension: int) -> Vectors:
    """Return vectors of length 1."""
    rows = np.frombuffer(b"".join(kept), dtype=np.int8).reshape(len(kept), dimension).astype(np.float32)
    return as_directions(rows)


def as_directions(rows: Vectors) -> Vectors:
    """Return rows of length 1; a row of zeroes stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)
