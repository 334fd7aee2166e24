"""What is measured, against what, and how to run it; nothing here is a test."""
