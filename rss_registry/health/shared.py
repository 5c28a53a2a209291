"""What is shared with other machines, where it is: the cache, the store of files."""

from django.core.cache import cache
from django.core.files.storage import storages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rss_registry.health import examines, ill, well
from rss_registry.shared import has_cache, has_store


def shared_cache():
    if cache.answers():
        return well(_("Répond."))
    return ill(
        _("Ne répond pas : les limites ne comptent plus, et chaque page est refaite."),
        "systemctl status redis-server",
    )


def shared_store():
    from rss_registry.shared.store import asked

    bucket = storages["private"].bucket
    try:
        with asked():
            bucket.meta.client.head_bucket(Bucket=bucket.name)
    except OSError:
        return ill(_("Ne répond pas, ou refuse notre clé."), "STORE_URL : /etc/rss-registry.env")
    return well(_("Répond."))


if has_cache():
    examines("cache", gettext_lazy("Cache commun"), quick=True)(shared_cache)
if has_store():
    examines("store", gettext_lazy("Fichiers communs"), quick=True)(shared_store)
