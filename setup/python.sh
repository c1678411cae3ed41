#!/bin/sh
# Runs the first Python that Alur can live with: 3.11, 3.12 or 3.13.
set -eu
for candidate in python3.11 python3.12 python3.13 python3; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
        exec "$candidate" -B "$@"
    fi
done
echo "Alur needs Python 3.11, 3.12 or 3.13; none of python3.11, python3.12, python3.13 and python3 is one." >&2
echo "On Debian or Ubuntu run: sudo apt-get install python3 python3-venv" >&2
exit 1
