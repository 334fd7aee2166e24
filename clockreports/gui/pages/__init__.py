"""The pages of the main window, in the order of their tabs."""
