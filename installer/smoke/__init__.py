"""Tries the packages out as a person would install and use them. Nothing here is shipped."""
