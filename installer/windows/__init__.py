"""The Windows program and its setup: what PyInstaller and NSIS are told."""
