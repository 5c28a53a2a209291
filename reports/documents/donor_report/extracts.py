"""One text of each record, under the title of its event."""

from django.utils.translation import ngettext

from reports.documents.donor_report.blocks import Extract, Extracts, Prose
from reports.documents.donor_report.gaps import Content, without

# Longer, nobody reads them one by one.
MOST_TOLD = 40


def texts_of(scope, name, sentence, section):
    told = [entry.facts for entry in scope.held if getattr(entry.facts, name)]
    items = tuple(
        Extract(facts.title, facts.dates.text, texts=(("", getattr(facts, name)),)) for facts in told
    )
    gaps = without(scope, sentence, lambda facts: getattr(facts, name), section)
    return Content(extracts(items), gaps)


def extracts(items):
    """The first of them as blocks, and how many there are besides: nothing is left out without a word."""
    if not items:
        return ()
    rest = len(items) - MOST_TOLD
    told = Extracts(tuple(items[:MOST_TOLD]))
    if rest <= 0:
        return (told,)
    sentence = ngettext(
        "%(count)d autre activité n’est pas détaillée ici : sa fiche est dans le registre.",
        "%(count)d autres activités ne sont pas détaillées ici : leurs fiches sont dans le registre.",
        rest,
    )
    return (told, Prose((sentence % {"count": rest},)))
