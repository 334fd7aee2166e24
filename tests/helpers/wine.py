"""Whether the tests run under wine, which plays only parts of Windows: what it lacks is proved on Windows itself."""

import sys
from typing import Final

if sys.platform == "win32":
    import ctypes

    IS_WINE: Final = hasattr(ctypes.windll.ntdll, "wine_get_version")
else:
    IS_WINE: Final = False
