"""The room costs nothing until the first call."""

import subprocess
import sys


def test_the_client_is_ready_without_the_http_library() -> None:
    code = "import sys, clockreports.peoplehr; sys.exit('requests' in sys.modules or 'urllib3' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)  # noqa: S603 - the text above
    assert ended.returncode == 0
