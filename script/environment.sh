# Sourced after installation.sh: the environment of a register on this machine. What the caller has set stays as it is.
# shellcheck shell=bash

# Database, photos and key: for their owner only.
[ -d "$ROOT/var" ] || mkdir -m 700 "$ROOT/var"

# Between its two steps a register has the rows of one day and the files of another.
if [ -e "${VAR_DIR:-$ROOT/var}/restoring.json" ] && [ "${UNFINISHED_RESTORE:-}" != allowed ]; then
    stop "Une restauration a été coupée : lancez d’abord script/restore --finish." "A restore was cut off: run script/restore --finish first."
fi

# Written aside, then moved in place: a power cut leaves either no key or a whole one.
random_key() {
    if [ ! -s "$ROOT/var/$1" ]; then
        (umask 077 && head -c 48 /dev/urandom | base64 | tr -d '\n' > "$ROOT/var/$1.$$")
        mv "$ROOT/var/$1.$$" "$ROOT/var/$1"
    fi
    cat "$ROOT/var/$1"
}
SECRET_KEY=${SECRET_KEY:-$(random_key secret_key)}
# Set to nothing, it stays so: no person is counted then.
PERSONS_KEY=${PERSONS_KEY-$(random_key persons_key)}

HOST=${HOST:-127.0.0.1}
PORT=${PORT:-8000}
if ! [[ $PORT =~ ^[1-9][0-9]{0,4}$ ]] || [ "$PORT" -gt 65535 ]; then
    stop "PORT doit être un nombre de 1 à 65535, pas « $PORT »." "PORT must be a number from 1 to 65535."
fi

# The names under which this server may be asked for: itself, HOST, and, when it listens
# on every address, the machine's own names and addresses. Never « * ».
own_addresses() { hostname -I 2>/dev/null | tr ' ' '\n' || true; }
own_names() { hostname 2>/dev/null || true; hostname -f 2>/dev/null || true; own_addresses; }
in_address() { case $1 in *:*) printf '[%s]' "$1" ;; *) printf '%s' "$1" ;; esac; }

public_host=$HOST
case $HOST in
    0.0.0.0 | ::)
        known_names=$(own_names | sort -u)
        public_host=$(own_addresses | sed -n 1p)
        public_host=${public_host:-127.0.0.1}
        ;;
    *) known_names=$HOST ;;
esac
if [ -z "${ALLOWED_HOSTS:-}" ]; then
    ALLOWED_HOSTS='127.0.0.1,localhost,[::1]'
    for name in $known_names; do ALLOWED_HOSTS=$ALLOWED_HOSTS,$(in_address "$name"); done
fi
PUBLIC_URL=${PUBLIC_URL:-http://$(in_address "$public_host"):$PORT}

# Tried on this machine without a mail server: mails are kept, and administrators read them in the admin.
[ "${HTTPS:-false}" = true ] || [ -n "${EMAIL_URL:-}" ] || KEPT_MAILS=${KEPT_MAILS:-true}

export SECRET_KEY PERSONS_KEY HOST PORT ALLOWED_HOSTS PUBLIC_URL KEPT_MAILS=${KEPT_MAILS:-false}

# Said before a long installation, and in our words rather than in a server's log.
stop_if_address_is_taken() {
    "$(find_python)" - "$HOST" "$PORT" "${0##*/}" <<'PYTHON' || exit 1
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
try:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
except OSError:
    sys.exit(
        f"Impossible d’écouter à {host}:{port} : l’adresse est déjà prise, ou interdite. "
        f"Essayez par exemple : PORT={port + 1 if port < 65535 else 8001} script/{sys.argv[3]}\n"
        f"  (cannot listen at {host}:{port}: try another PORT)"
    )
PYTHON
}
