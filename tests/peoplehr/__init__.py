"""The People HR client, against raw bytes on the loopback and against the practice People HR."""
