"""One module per command: how it is typed, what it asks the services for, and how it tells the answer."""
