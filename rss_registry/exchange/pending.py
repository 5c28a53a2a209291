"""The file between preview and confirmation: kept for an hour at most. See docs/decisions/0010."""

from rss_registry.waiting_files import WaitingFiles

MAX_AGE = 60 * 60  # seconds
_FILES = WaitingFiles("IMPORT_ROOT", MAX_AGE)

keep = _FILES.keep
claim = _FILES.claim
read = _FILES.read
beside = _FILES.beside
names_beside = _FILES.names_beside
sweep = _FILES.sweep
