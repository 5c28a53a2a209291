"""Sources in a table: articles, reports, statements."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisations.enums import SourceKind, SourceLanguage
from organisations.forms.records import SourceForm
from organisations.models import Source
from organisations.resources.records import RecordResource
from rss_registry.edtf import parse
from rss_registry.exchange.cells import text_of
from rss_registry.exchange.columns import Choice, Column, Text
from rss_registry.exchange.links import Link
from rss_registry.tabular import is_blank
from rss_registry.text import fold
from rss_registry.words_of_dates import understand
from rss_registry.written_dates import when_text


class Published(Column):
    """When a source appeared, as far as it says."""

    def accepted(self, resource):
        return gettext("Comme la source la donne : « 28/04/2023 », « avril 2023 » ou « 2023 »")

    def parse(self, cell, resource):
        if isinstance(cell, (date, datetime)):
            return f"{cell:%Y-%m-%d}"
        return understand(text_of(cell)).edtf

    def written(self, value, resource):
        return value if resource.codes else when_text(parse(value))


class SourceResource(RecordResource):
    table_name = _("Sources")
    file_name = "sources"
    keys = ("url", "title")
    keys_suffice = True
    announced = ("sources",)
    form_class = SourceForm

    title = Text("titre", "title", required=True, aliases=("source", "article"))
    kind = Choice("type", "kind", choices=SourceKind, required=True, aliases=("nature",))
    publisher = Text("éditeur ou média", "publisher", aliases=("éditeur", "média", "journal", "site"))
    publisher_organisation = Link("organisation éditrice", "publishing organisation", index="organisations")
    author = Text(
        "auteur",
        "author",
        aliases=("signature",),
        help=_("Signature publiée avec l’article ; jamais le nom d’un participant."),
    )
    published = Published(
        "parution", "published", attribute="published_edtf", aliases=("date", "publié le", "date de parution")
    )
    language = Choice("langue", "language", choices=SourceLanguage, default=SourceLanguage.NOT_STATED)
    url = Text("adresse", "url", aliases=("lien", "adresse web", "address", "link"))
    archived_url = Text("copie archivée", "archived copy")
    note = Text("remarque", "note", long=True, help=_("Interne : n’est pas publiée."))

    class Meta:
        model = Source

    def pk_of(self, row):
        """By its address; one without an address by its title."""
        index = self.index("sources")
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

    def form_data(self, instance, values):
        return {**super().form_data(instance, values), "published_when": instance.published_edtf}

    def names_of(self, instance):
        return (instance.title, instance.archived_url)
