"""Where a package's program begins; see `desktopdash.shell.packaged`."""

import sys

from desktopdash.shell.packaged import main

if __name__ == "__main__":
    sys.exit(main())
