"""What makes programs and their setups of the source: run `installer/build.py`. None of it is shipped itself."""
