"""What several machines share once one is not enough: a cache (CACHE_URL) and a store of files (STORE_URL).

Without these settings everything lies on the one machine, as it always did (docs/decisions/0057).
"""
