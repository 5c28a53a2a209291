"""What is raised when the shared store does not answer; a machine without one loads nothing more of it."""

from errno import EIO
from os import strerror


class StoreAway(OSError):
    """The store of files cannot be reached, or refuses us: nothing was written."""

    def __init__(self):
        super().__init__(EIO, strerror(EIO))
