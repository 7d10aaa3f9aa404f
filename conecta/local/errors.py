"""The one failure that the launcher answers with a sentence instead of a traceback."""


class LocalError(Exception):
    """Something on this machine stands in the way; the message says what to do, in Portuguese."""
