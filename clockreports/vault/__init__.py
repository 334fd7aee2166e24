"""The places where the API key and its address are kept.

The user's own keyring, the computer's key store, the environment (read-only), and one to practise with; and the notes
which of them is in use, and when the key was tested.
"""
