"""Rules alone: no disk, no network, no clock but the one the test turns."""
