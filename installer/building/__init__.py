"""The building itself, one module per step. It runs in the environment that installer/build.py makes."""
