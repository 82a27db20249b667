# Looks for a word that is not there: what it prints is Python's own, and the exit code is right by accident.
import sys

module, _, name = sys.argv[2].partition(":")
print(module, name)
