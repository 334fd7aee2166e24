"""The command line, called in this process: what is answered, how it looks, and how it ends."""
