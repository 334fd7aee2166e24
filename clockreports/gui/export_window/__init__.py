"""The People HR Export window: may I, which days, what will happen, go. Not modal: the main window stays usable.

`desk` plans and runs, `face` is what is seen; `planning`, `running` and `closer_look` lead from one to the other.
"""

from clockreports.gui.export_window.window import ExportWindow, show_export_window

__all__ = ["ExportWindow", "show_export_window"]
