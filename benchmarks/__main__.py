"""`python -m benchmarks`: measures, prints the table and keeps it in benchmarks/README.md."""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import attending, importing, machine, pages, painting, rebuilding, reporting, searching
from benchmarks.grounds import DATABASES, Ground, ground
from benchmarks.measured import Measured, table
from benchmarks.sizes import SIZES, Size, with_rebuild_slices

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- table -->", "<!-- end -->"
Bench = Callable[[Ground, Size, Path], list[Measured]]
BENCHES: dict[str, Bench] = {
    "import": importing.measure,
    "rebuild": rebuilding.measure,
    "report": reporting.measure,
    "search": searching.measure,
    "pages": pages.measure,
    "attending": attending.measure,
    "painting": painting.measure,
}


def main(words: Sequence[str] | None = None) -> int:
    """Measure what is asked for; return 0 also when a goal is missed, which the table says."""
    asked = parser().parse_args(words)
    size = SIZES[asked.size]
    if asked.rebuild_slices:
        size = with_rebuild_slices(size, asked.rebuild_slices)
    lines: list[Measured] = []
    for database in asked.database:
        with ground(database) as found:
            lines += [line for name in asked.bench for line in measured(name, found, size)]
    text = f"{machine.described()}\n\n{table(lines)}"
    print(f"\n{text}")
    if asked.keep:
        keep(text)
    return 0


def keep(text: str) -> None:
    """Put the table into benchmarks/README.md, between its marks."""
    page = README.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    README.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def measured(name: str, found: Ground, size: Size) -> list[Measured]:
    begun = time.monotonic()
    print(f"{name} on {found.name}, load {machine.load():.1f} …", flush=True)
    with tempfile.TemporaryDirectory(prefix="alur-bench-files-") as folder:
        lines = BENCHES[name](found, size, Path(folder))
    print(f"{table(lines)}\n  took {time.monotonic() - begun:.0f} s", flush=True)
    return lines


def parser() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Alur beside baselines.")
    words.add_argument("--bench", nargs="+", choices=list(BENCHES), default=list(BENCHES))
    words.add_argument("--database", nargs="+", choices=DATABASES, default=list(DATABASES))
    words.add_argument("--size", choices=list(SIZES), default="full")
    words.add_argument("--rebuild-slices", type=int, help="a rebuild over so many times 41,000 statements (default 25)")
    words.add_argument("--keep", action="store_true", help="write the table into benchmarks/README.md")
    return words


if __name__ == "__main__":
    raise SystemExit(main())
