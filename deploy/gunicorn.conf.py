"""How gunicorn serves the register, at script/server and in production alike."""

import os

host, port = os.environ["HOST"], os.environ["PORT"]
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
workers = 2
# With threads, a long download over a slow line holds up nobody and is not cut off: `timeout` then watches
# the worker, not the answer.
worker_class = "gthread"
# Nine at most make documents or wait for one (rss_registry/request_limits.py); the others answer pages.
threads = 12
# Read the code once, then divide: half the time and a third of the memory of two separate starts.
preload_app = True
timeout = 120
# A worker is replaced now and then, so that a slow leak never fills the memory of a small machine.
max_requests = 2_000
max_requests_jitter = 400
# The heartbeat must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
# Addresses hold what people search for: they are not written down.
accesslog = None
# Its warnings name every HEAD request.
loglevel = "error"
# One socket in the home folder for every server of this user: not needed, and two would quarrel over it.
control_socket_disable = True


def when_ready(server):
    address = os.environ.get("PUBLIC_URL", "")
    print(f"\nLe registre répond à {address} (Ctrl-C pour l’arrêter).", flush=True)
    print(f"  (the register answers at {address}; Ctrl-C stops it)\n", flush=True)
