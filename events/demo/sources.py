"""The publications that the records rest on, each written when a first record cites it."""

from events.demo.reading import DemoDataError, read
from events.demo.writing import save
from organisations.models import Source


class SourceShelf:
    """The sources of the data by their key."""

    def __init__(self, path):
        self.name = path.name
        self.rows = {row.pop("key"): row for row in read(path)["source"]}

    def resolve(self, row, where):
        """`row` with the source that it names, if it names one, in place of the key."""
        return row | {"source": self.take(row["source"], where).pk} if "source" in row else row

    def take(self, key, where):
        if key not in self.rows:
            raise DemoDataError(f"{where}: la source « {key} » n’est pas dans {self.name}")
        row = self.rows[key]
        known = Source.objects.filter(url=row["url"]) if "url" in row else Source.objects.none()
        known = known or Source.objects.filter(title=row["title"])
        return known[0] if known else save(Source(), row, where=f"{self.name}, {key}")
