# The register in a container: small, not as root, on a root that may be read-only; everything it writes is in /data.
# compose.yaml runs it with its database, its worker, its nights and a proxy; see docs/deploy.md.
FROM python:3.12-slim-bookworm AS build
WORKDIR /srv/rss-registry
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gettext \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# The key is of this step alone: static files hold nothing of it.
RUN find locale -name '*.po' -exec sh -c 'msgfmt --check-format --output-file "${1%.po}.mo" "$1"' - {} \; \
    && SECRET_KEY="$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(48))')" .venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.12-slim-bookworm
# What WeasyPrint draws with, what a backup of PostgreSQL is written with, and what encrypts and carries it elsewhere.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client age rclone \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin rss \
    && install --directory --mode 700 --owner rss /data
COPY --from=build /srv/rss-registry /srv/rss-registry
WORKDIR /srv/rss-registry
USER 10001
ENV VAR_DIR=/data HOST=0.0.0.0 PORT=8000 PYTHONDONTWRITEBYTECODE=1
VOLUME /data
EXPOSE 8000
# Whether it answers; whether all is well is asked at /sante.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD [".venv/bin/python", "-c", "from http.client import HTTPConnection as C; c = C('127.0.0.1', 8000, timeout=8); c.request('GET', '/robots.txt', headers={'Host': 'localhost', 'X-Forwarded-Proto': 'https'}); exit(c.getresponse().status != 200)"]
CMD [".venv/bin/gunicorn", "--config", "deploy/gunicorn.conf.py", "rss_registry.wsgi:application"]
