"""One text of each record, under the title of its event."""

from reports.documents.donor_report.blocks import Extract, Extracts
from reports.documents.donor_report.gaps import Content, without

# Longer, nobody reads them one by one: the table of activities names them all.
MOST_TOLD = 40


def texts_of(scope, name, sentence, section):
    told = [entry.facts for entry in scope.held if getattr(entry.facts, name)][:MOST_TOLD]
    items = tuple(
        Extract(facts.title, facts.dates.text, texts=(("", getattr(facts, name)),)) for facts in told
    )
    gaps = without(scope, sentence, lambda facts: getattr(facts, name), section)
    return Content((Extracts(items),) if items else (), gaps)
