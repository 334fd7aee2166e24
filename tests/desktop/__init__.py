"""The operating system as it is here: real folders, real locks, real processes."""
