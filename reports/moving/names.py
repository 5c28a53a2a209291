"""Names of files inside an archive: none leads out of the folder of files."""

from pathlib import PurePosixPath

_LONGEST = 255


def is_safe(name) -> bool:
    """Whether it is the plain name of a file below a folder, on every system."""
    if not isinstance(name, str) or not name or len(name) > _LONGEST:
        return False
    if any(sign in name for sign in '\\:*?"<>|') or not name.isprintable():
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and str(path) == name and name != "."
