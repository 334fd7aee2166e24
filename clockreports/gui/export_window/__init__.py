"""The People HR Export window: may I, which days, what will happen, go. Not modal: the main window stays usable.

`desk` owns what is planned and run, the other modules what is seen of it; `window` puts them together.
"""

from clockreports.gui.export_window.window import ExportWindow, show_export_window

__all__ = ["ExportWindow", "show_export_window"]
