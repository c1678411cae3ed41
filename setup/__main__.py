"""`python -m setup TARGET`, as the Makefile calls it."""

import signal
import sys

from setup.targets import target
from setup.trouble import Trouble


def main(words: list[str]) -> int:
    """Carry out the target named and return the exit code."""
    # A stop asked for by a signal still stops the servers we started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return target(words[0] if words else "")()
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
