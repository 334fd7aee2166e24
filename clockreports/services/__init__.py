"""The use cases, in plain Python: everything a window or a command can do, speaking to the world through ports."""
