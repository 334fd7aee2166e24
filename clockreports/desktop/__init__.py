"""The operating system without a window.

Folders, who is signed in, the lock of one owner, asking for an administrator, timers that start an export and the small
files they need, and what an administrator has decided for everybody.
"""
