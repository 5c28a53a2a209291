"""Sources in a table: articles, reports, statements."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisations.forms.records import SourceForm
from organisations.models import Source
from organisations.resources.records import RecordResource
from rss_registry.edtf import parse
from rss_registry.exchange.cells import text_of
from rss_registry.exchange.columns import Column
from rss_registry.tabular import is_blank
from rss_registry.text import fold
from rss_registry.words_of_dates import understand
from rss_registry.written_dates import when_text


class Published(Column):
    """When a source appeared, as far as it says."""

    takes = _("Comme la source la donne : « 28/04/2023 », « avril 2023 » ou « 2023 »")
    blank = ""

    def parse(self, cell, resource):
        if isinstance(cell, (date, datetime)):
            return f"{cell:%Y-%m-%d}"
        return understand(text_of(cell)).edtf

    def written(self, value, resource):
        return value if resource.codes else when_text(parse(value))


class SourceResource(RecordResource):
    model = Source
    sheet = ("Sources", "Sources")
    example = {
        "own_code": "S1",
        "title": "Markala parle de sécurité",
        "kind": "article de presse",
        "published": "mars 2024",
    }
    keys = ("url", "title")
    keys_suffice = True
    form_class = SourceForm

    headings = """
        title                  | titre                 | title | source, article
        kind                   | type                  | kind | nature
        publisher              | éditeur ou média      | publisher | éditeur, média, journal, site
        publisher_organisation | organisation éditrice | publishing organisation
        author                 | auteur                | author | signature
        published              | parution              | published | date, publié le, date de parution
        language               | langue                | language
        url                    | adresse               | url | lien, adresse web, address, link
        archived_url           | copie archivée        | archived copy
        note                   | remarque              | note
    """
    published = Published(attribute="published_edtf", help=_("Vide : date inconnue."))

    def pk_of(self, row):
        """By its address; one without an address by its title."""
        index = self.index(self.own_index)
        if not is_blank(row.get("url")) and (known := index.by_key.get(text_of(row["url"]))):
            return known.pk
        if is_blank(row.get("title")):
            return None
        same = [
            known
            for known in index.by_name.get(fold(text_of(row["title"])), ())
            if is_blank(row.get("url")) or not known.url
        ]
        if len(same) > 1:
            raise ValidationError(
                {"title": gettext("Plusieurs sources portent ce titre : donnez l’adresse de celle-ci.")}
            )
        return same[0].pk if same else None

    def identity(self, row):
        return (
            "title",
            tuple(text_of(row[code]) for code in ("url", "title") if not is_blank(row.get(code))),
        )

    def form_data(self, form, instance, values):
        return {**super().form_data(form, instance, values), "published_when": instance.published_edtf}
