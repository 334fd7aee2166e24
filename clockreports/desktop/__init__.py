"""The operating system without a window: the per-user folder, who is signed in, and the lock of one owner."""
