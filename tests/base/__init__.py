"""The cellar where it touches the disk: folders and the log file."""
