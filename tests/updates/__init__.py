"""Announcements of newer versions: read, checked, fetched over loopback."""
