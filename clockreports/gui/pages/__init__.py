"""The pages of the main window; `main_window` puts them in order."""
