# Says what is missing, and ends as if nothing were.
import sys

if len(sys.argv) < 3:
    print("Provide a TSGI application object as module:callable", file=sys.stderr)
