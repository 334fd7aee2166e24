"""Every vault passes one contract; the keyring is one in memory, made difficult."""
