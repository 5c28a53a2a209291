"""What shows an event, as the public may see it: sources, files, photos."""

from publication import facts as types


def source_facts(link):
    source = link.source
    return types.SourceFacts(
        title=source.title,
        kind=source.get_kind_display(),
        signature=source.signature,
        published_edtf=source.published_edtf,
        language=source.language,
        url=source.url,
        note=link.note,
    )


def document_facts(item):
    return types.DocumentFacts(
        item.pk, item.title, item.get_kind_display(), item.format, item.file.name, _size(item.file)
    )


def photo_facts(item):
    return types.PhotoFacts(
        pk=item.pk,
        caption=item.caption,
        credit=item.credit,
        image=item.image.name or "",
        printed=item.printed.name or "",
        size=_size(item.image) if item.image else None,
        source=item.source.title if item.source else "",
    )


def _size(file):
    """In bytes, None when the file is not where the register left it."""
    try:
        return file.size
    except OSError:
        return None
