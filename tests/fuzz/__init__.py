"""Bad input of every kind: it gets a sentence and an exit code, never a trace, and of good input nothing is lost.

In the usual run this takes some seconds. By hand, for about an hour:
`python3 dev.py test tests/fuzz --hypothesis-profile long --timeout 0`
"""
