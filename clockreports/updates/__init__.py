"""Newer versions: the only room that asks for one, and the only importer of cryptography. It installs nothing."""
