"""HTTP as all of this program speaks it: which addresses it may go to, and how carefully.

The only importer of `requests`, which importing this package or `address` does not load. Knows nothing of what is sent.
"""
