"""The practice People HR: a stand-in for People HR's API on this computer alone, for trying out and for tests.

It is written from the reference page of the API and shares no code with the client, so that a mistake in one of them
shows. It speaks only to 127.0.0.1, keeps everything in memory, and never logs a key.

`server` is the way in: a company from `company` or `sample` goes into a `PracticeServer`. How it is used, and where it
had to guess, stands in docs/practice.md.
"""
