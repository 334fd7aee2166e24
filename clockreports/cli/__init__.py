"""The command line: the same jobs as in the window, without a screen. Its contract is in README.

Owns how things are typed, told and answered; every decision is made in the services. It loads no adapter and no window
library, and nothing that loads slowly before a command needs it.
"""
