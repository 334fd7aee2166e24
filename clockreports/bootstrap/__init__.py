"""The composition root: the only room that knows every adapter. It puts them together and does nothing else.

Whoever wants to do something (a command, a window) opens an app here and speaks to its services.
"""

from clockreports.bootstrap.app import App, open_app

__all__ = ["App", "open_app"]
