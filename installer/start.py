"""Where a frozen program begins: PyInstaller wants a script, and the package's own door is a module."""

import sys

from clockreports.__main__ import main

sys.exit(main())
