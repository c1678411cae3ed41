"""Sets one document: what to set comes on standard input, the PDF goes to standard output. Run by `typesetting`."""

import json
import sys

import typst


def main() -> None:
    """Set the document that is asked for."""
    work = json.load(sys.stdin.buffer)
    try:
        made = typst.compile(
            work["template"].encode(),
            sys_inputs={"values": work["values"]},
            ignore_system_fonts=True,
            timestamp=work["timestamp"],
        )
    except typst.TypstError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
