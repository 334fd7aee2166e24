"""A program that finds no room on the disk: run as `python -m tests.end2end.cramped BYTES -- ARGUMENTS`.

No file it writes may grow beyond BYTES; what the system answers then is what it answers on a full disk. POSIX only.
"""

import sys

from clockreports.__main__ import main

if __name__ == "__main__" and sys.platform != "win32":
    import resource

    most = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    sys.argv[1:] = sys.argv[3:]
    sys.exit(main())
