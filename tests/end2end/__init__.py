"""The whole way from a clock log into the practice People HR, with everything that can go wrong on it."""
