"""`python -m lints`: checks src/alur, prints each fault, ends with 1 when there is any."""

import sys
from pathlib import Path

from lints import writes

SOURCE = Path(__file__).resolve().parent.parent / "src" / "alur"


def main() -> int:
    paths = sorted(SOURCE.rglob("*.py"))
    found = [
        fault for path in paths for fault in writes.faults(path.relative_to(SOURCE), path.read_text(encoding="utf-8"))
    ]
    for fault in found:
        print(f"src/alur/{fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
