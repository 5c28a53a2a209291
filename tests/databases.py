"""The database of the tests as another process can reach it."""

from urllib.parse import quote, urlencode

from django.db import connection


def address_of_database() -> str:
    """Of a PostgreSQL database; its socket's folder stands in the options, as in the address given."""
    database = connection.settings_dict
    user = ":".join(quote(str(database[part]), safe="") for part in ("USER", "PASSWORD"))
    place = {"host": database["HOST"], "port": database["PORT"], **database["OPTIONS"]}
    kept = urlencode({name: value for name, value in place.items() if value})
    return f"postgres://{user}@/{database['NAME']}?{kept}"
