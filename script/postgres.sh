# Sourced after installation.sh: a private PostgreSQL in the folder `$scratch`, on a socket, which the caller removes.
# The path of a socket may not pass 107 characters, so `$scratch` is short. After `start_postgres` the server is
# asked for as `$postgres_url`.
# shellcheck shell=bash

postgres_runs=

find_postgres() {
    local initdb
    initdb=$(find /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)
    [ -n "$initdb" ] || initdb=$(command -v initdb) || return 1
    dirname "$initdb"
}

# Sets `$postgres` to the folder of its programs; fails when there is none and nobody here may install it.
install_postgres() {
    postgres=$(find_postgres) || { install_debian_packages postgresql && postgres=$(find_postgres); }
}

# PostgreSQL refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

start_postgres() {
    local cluster=$scratch/postgres
    chmod 711 "$scratch"
    mkdir -m 700 "$cluster"
    [ "$(id -u)" != 0 ] || chown postgres "$cluster"
    as_postgres "$postgres/initdb" --pgdata "$cluster/data" --username rss --auth trust \
        --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
    # Nothing here outlives the run, so nothing needs to reach the disk.
    as_postgres "$postgres/pg_ctl" --pgdata "$cluster/data" --log "$cluster/log" --wait --timeout 60 --options \
        "-c listen_addresses='' -c unix_socket_directories=$cluster -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
        start >/dev/null || { cat "$cluster/log" >&2; return 1; }
    postgres_runs=yes
    # shellcheck disable=SC2034 # read by whoever sources this
    postgres_url="postgres://rss@/rss?host=$cluster"
}

# Prints the address of a new, empty database of that name.
new_postgres_database() {
    as_postgres "$postgres/createdb" --host "$scratch/postgres" --username rss "$1" >&2
    printf 'postgres://rss@/%s?host=%s' "$1" "$scratch/postgres"
}

# Needs no `start_postgres` before it: a trap calls it however far the run came.
stop_postgres() {
    [ -z "$postgres_runs" ] ||
        as_postgres "$postgres/pg_ctl" --pgdata "$scratch/postgres/data" --mode immediate stop >/dev/null || true
}
