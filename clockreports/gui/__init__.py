"""The window: shows what the services do, and lets a person start it. The only room that knows Qt.

It never waits: whatever touches a file, the database, the network or a keyring runs in a worker (`bridge`), and its
result comes back as a plain value. It imports no adapter; `bootstrap` gives it the app.
"""
