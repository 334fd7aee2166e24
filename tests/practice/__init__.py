"""The practice People HR, tried from outside over raw HTTP, and its rules alone."""
