"""`python -m gradscape`: the same as the command `gradscape`."""

import sys

from gradscape.cli import main

if __name__ == "__main__":
    sys.exit(main())
