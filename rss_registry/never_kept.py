"""What the register never keeps of a person (a conflict zone; law 2013-015), known by its heading."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rss_registry.text import fold

_NEVER_KEPT = (
    (re.compile(r"\b(ethni\w*|tribu\w*|tribe\w*|race|clan|caste\w*)\b"), _("l’origine ethnique")),
    (re.compile(r"\b(religio\w*|religieu\w*|confession\w*|croyance\w*|foi|faith)\b"), _("la religion")),
    (re.compile(r"\b(parti|partis|party|politique\w*|politic\w*)\b"), _("l’opinion politique")),
    (re.compile(r"\b(syndica\w*|syndiqu\w*|union|unions)\b"), _("l’appartenance syndicale")),
)


def never_kept(heading: str) -> str | Promise | None:
    """What a column of this heading tells that is never kept (« la religion »), if it tells any of it."""
    folded = fold(heading)
    return next((what for pattern, what in _NEVER_KEPT if pattern.search(folded)), None)
