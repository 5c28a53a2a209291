"""Private files in the store that several machines share: the acts of rss_registry/private_files.py."""

import time
from tempfile import SpooledTemporaryFile

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from rss_registry.databases.advisory import lock_until_commit
from rss_registry.shared.store import asked

_MOST_IN_MEMORY = 8 * 1024 * 1024


class StorePlace:
    def __init__(self, prefix: str):
        self.prefix = prefix

    def write(self, name, content):
        storages["private"].save(f"{self.prefix}/{name}", ContentFile(content))

    def open(self, name):
        file = SpooledTemporaryFile(_MOST_IN_MEMORY)  # noqa: SIM115 - whoever asked closes it
        try:
            with asked():
                self._object(name).download_fileobj(file, Config=storages["private"].transfer_config)
        except OSError:
            file.close()
            raise
        file.seek(0)
        return file

    def read(self, name):
        with asked():
            found = self._object(name).get()
            with found["Body"] as body:
                return body.read(), time.time() - found["LastModified"].timestamp()

    def take(self, name):
        # A store renames nothing: whoever has the lock reads and deletes, and the next finds nothing.
        with transaction.atomic():
            lock_until_commit(f"file {self.prefix}/{name}")
            found = self.read(name)
            self.delete(name)
            return found

    def exists(self, name):
        return storages["private"].exists(f"{self.prefix}/{name}")

    def touch(self, name):
        if self.exists(name):
            self.write(name, self.read(name)[0])

    def delete(self, name):
        storages["private"].delete(f"{self.prefix}/{name}")

    def ages(self):
        start = f"{storages['private'].location}/{self.prefix}/"
        with asked():
            found = list(storages["private"].bucket.objects.filter(Prefix=start))
        now = time.time()
        for each in found:
            # What lies in a folder below belongs to another place.
            if "/" not in (name := each.key.removeprefix(start)):
                yield name, now - each.last_modified.timestamp()

    def _object(self, name):
        store = storages["private"]
        return store.bucket.Object(f"{store.location}/{self.prefix}/{name}")
