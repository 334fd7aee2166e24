"""The places where the API key and its address are kept: the user's own keyring, and the environment, read-only."""
