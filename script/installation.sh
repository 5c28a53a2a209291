# Sourced by the other scripts: what the register needs on this machine, each piece installed only when it is missing
# or has changed. Every step may be cut off half-way and is then simply done again.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
PYTHON_OF_VENV=$ROOT/.venv/bin/python

# French first, then English.
say() {
    printf '%s\n' "$1"
    [ $# -lt 2 ] || printf '  (%s)\n' "$2"
}
stop() {
    say "$@" >&2
    exit 1
}

# --- the system ------------------------------------------------------------------------------------------------

has_command() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif has_command sudo; then sudo "$@"
    else return 1; fi
}

# Fails when this is no Debian or Ubuntu, or when nobody here may install.
install_debian_packages() {
    has_command apt-get || return 1
    say "Installation de paquets du système : $*" "installing system packages"
    local apt_install=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -y -qq
        --no-install-recommends install)
    as_root "${apt_install[@]}" "$@" >/dev/null 2>&1 && return
    as_root apt-get -qq update >/dev/null && as_root "${apt_install[@]}" "$@" >/dev/null
}

# What to type where we cannot install ourselves.
how_to_install() {
    if has_command apt-get; then echo "sudo apt-get update && sudo apt-get install $*"
    elif has_command dnf; then echo "sudo dnf install pango harfbuzz gettext"
    elif has_command zypper; then echo "sudo zypper install libpango-1_0-0 libharfbuzz-subset0 gettext-tools"
    elif has_command pacman; then echo "sudo pacman -S pango harfbuzz gettext"
    elif has_command apk; then echo "sudo apk add pango harfbuzz-subset gettext"
    elif has_command brew; then echo "brew install pango gettext"
    else echo "Pango 1.44+, HarfBuzz (harfbuzz-subset) et gettext : voir la documentation de votre système"; fi
}

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        has_command "$candidate" || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && { command -v "$candidate"; return; }
    done
    return 1
}

# WeasyPrint loads these when a PDF is made; they are looked for in the same way.
missing_libraries() {
    "$1" - <<'PYTHON'
import ctypes
import ctypes.util

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
for library, package in LIBRARIES.items():
    try:
        ctypes.CDLL(library)
    except OSError:
        if not ctypes.util.find_library(library.removeprefix("lib").split(".so")[0]):
            print(package)
PYTHON
}

install_system() {
    local python packages
    python=$(find_python) ||
        stop "Il faut Python 3.11 ou plus récent (Debian 12, Ubuntu 24.04 …)." "Python 3.11 or newer is needed."
    packages=$(missing_libraries "$python")
    has_command msgfmt || packages="$packages gettext"
    [ -x "$PYTHON_OF_VENV" ] || "$python" -c 'import ensurepip' 2>/dev/null || packages="$packages python3-venv"
    # shellcheck disable=SC2086 # one word a package
    set -- $packages
    [ $# = 0 ] || install_debian_packages "$@" ||
        stop "Il manque des bibliothèques du système. Tapez : $(how_to_install "$@")" "System libraries are missing: type the line above."
}

# --- Python ----------------------------------------------------------------------------------------------------

# install_python_packages requirements.txt: makes .venv and brings it to exactly these versions.
install_python_packages() {
    local python stamp wanted
    if ! "$PYTHON_OF_VENV" -c 'import pip' 2>/dev/null; then
        python=$(find_python)
        "$python" -m venv --clear "$ROOT/.venv"
    fi
    stamp=$ROOT/.venv/installed-$1
    wanted=$(cksum "$ROOT/$1")
    [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || return 0
    say "Installation des bibliothèques de $1 (une à deux minutes la première fois)…" "installing the libraries"
    "$PYTHON_OF_VENV" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$ROOT/$1" ||
        stop "Les bibliothèques n’ont pas pu être installées : vérifiez la connexion, puis recommencez." "The libraries could not be installed."
    printf '%s\n' "$wanted" > "$stamp"
}

manage() { "$PYTHON_OF_VENV" "$ROOT/manage.py" "$@"; }

# --- what is made from the sources ------------------------------------------------------------------------------

compile_messages() {
    local source compiled
    for source in "$ROOT"/locale/*/LC_MESSAGES/*.po; do
        compiled=${source%.po}.mo
        if [ -e "$source" ] && [ ! "$compiled" -nt "$source" ]; then
            msgfmt --check-format --output-file "$compiled.new" "$source"
            mv "$compiled.new" "$compiled"
        fi
    done
}

collect_static_files() {
    local stamp=$ROOT/var/static-fingerprint wanted
    # The libraries bring static files of their own.
    wanted=$(cd "$ROOT" && find static requirements.txt -type f -exec cksum {} + | sort | cksum)
    [ ! -e "$ROOT/var/static/staticfiles.json" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || return 0
    say "Préparation des fichiers statiques…" "collecting the static files"
    manage collectstatic --noinput --verbosity 0
    printf '%s\n' "$wanted" > "$stamp"
}

install_project() {
    install_python_packages requirements.txt
    compile_messages
    collect_static_files
}
