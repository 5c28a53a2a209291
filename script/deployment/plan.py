"""In what order, and on which machines, the commands of docs/deploy.md are typed.

Every command of its blocks is run as it stands, unless `REPLACED` names it; `INLINE_ONLY` are those between
words that are not run. A test holds this against the document.
"""

from dataclasses import dataclass

NAME = "registre.test"
REPOSITORY = "/var/lib/registry.git"
SETTINGS = "/etc/rss-registry.env"


@dataclass(frozen=True)
class Replacement:
    by: str
    because: str


@dataclass(frozen=True)
class Block:
    """`without`: what the document says to leave out here."""

    name: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inline:
    """A command between words."""

    command: str


@dataclass(frozen=True)
class Check:
    """What is looked at beside: it must succeed."""

    title: str
    command: str


_EDITED = f"""sudo python3 - <<'PYTHON'
import secrets
path = "{SETTINGS}"
text = open(path).read()
for name in ("SECRET_KEY", "PERSONS_KEY"):
    text = text.replace(f"\\n{{name}}=\\n", f"\\n{{name}}={{secrets.token_urlsafe(48)}}\\n")
text = text.replace("registre.example.org", "{NAME}")
if "postgresql" in open("/etc/hostname").read():
    for name in ("DATABASE_URL", "PUBLIC_DATABASE_ROLE"):
        text = text.replace(f"# {{name}}=", f"{{name}}=")
open(path, "w").write(text)
PYTHON"""
_CERTIFICATE = f"""sudo bash -e <<'BASH'
folder=/etc/letsencrypt/live/{NAME}
mkdir -p $folder
openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN={NAME} -addext subjectAltName=DNS:{NAME} \\
    -keyout $folder/privkey.pem -out $folder/fullchain.pem 2>/dev/null
cp $folder/fullchain.pem /usr/local/share/ca-certificates/own.crt
update-ca-certificates >/dev/null
BASH"""
_PASSWORD = "a long way to the first page"

REPLACED = {
    "sudo -u rss git clone ADRESSE_DU_DEPOT /srv/rss-registry": Replacement(
        f"sudo -u rss git clone {REPOSITORY} /srv/rss-registry", "the program that stands here is followed"
    ),
    "sudo editor /etc/rss-registry.env": Replacement(_EDITED, "an editor wants a screen"),
    "registre script/manage createsuperuser": Replacement(
        f"registre env DJANGO_SUPERUSER_PASSWORD='{_PASSWORD}' script/manage createsuperuser --noinput "
        "--username typist --email typist@example.org",
        "it asks for a password",
    ),
    "registre script/manage changepassword NOM": Replacement(
        f"printf '%s\\n' '{_PASSWORD}' '{_PASSWORD}' | registre script/manage changepassword typist",
        "it asks for a password",
    ),
    "NOM=registre.example.org": Replacement(f"NOM={NAME}", "a name of its own"),
    'sudo certbot certonly --nginx -d $NOM --deploy-hook "systemctl reload nginx"': Replacement(
        _CERTIFICATE, "Let’s Encrypt does not know this name: a certificate that this machine signs"
    ),
    "registre rclone copy var/media :s3,provider=Other,endpoint=https://s3.example.org,access_key_id=CLE,"
    "secret_access_key=SECRET:registre/media": Replacement(
        "registre rclone copy var/media /var/tmp/store/media", "there is no store: a folder"
    ),
}

# Said of another day, or of another machine; each with the reason.
INLINE_ONLY = {
    "registre script/manage reset_second_factor NOM": "of an account with one, which a telephone sets up",
    "registre script/restore --finish": "after a power cut in the middle of a restoration (script/faults)",
    "registre script/restore CHEMIN": "on a new machine; here without a name, from its own folder",
    "sudo apt-get install redis-server": "for several machines (tests/machines)",
}


def _succeeds(title: str, path: str, wanted: str) -> Check:
    return Check(title, f"curl --silent --show-error --fail https://{NAME}{path} | grep --quiet '{wanted}'")


_PAGE = _succeeds("the first page", "/fr/", "<h1")
_SERVED = (
    _PAGE,
    Check(
        "plain HTTP leads to HTTPS",
        f"curl --silent --head http://{NAME}/ | grep --quiet 'location: https' -i",
    ),
    _succeeds("its style", "/fr/", 'rel="stylesheet"'),
    _succeeds("/sante", "/sante", '"state"'),
)
_SERVICES = "rss-registry rss-registry-documents"
_UNITS = f"{_SERVICES} rss-registry-backup.timer rss-registry-rehearsal.timer nginx"
_RUNS = Check("the units run", f"sudo systemctl is-active {_UNITS}")
_ACCOUNT = "registre script/manage createsuperuser"
_LOSE = "registre script/manage shell -c 'from events.models import Event; Event.objects.first().delete()'"
_EVENTS = (
    "registre script/manage shell -v 0 -c 'from events.models import Event; print(Event.objects.count())'"
)

# As the paragraph on copies elsewhere says, in words.
_KEY = "cle-du-registre.txt"
_ELSEWHERE = (
    Check("a key for copies elsewhere", f"age-keygen -o ~/{_KEY} && sudo install -d -o rss /media/disque"),
    Check(
        "they are set",
        "printf 'BACKUP_COPY_TO=/media/disque\\nBACKUP_RECIPIENT=%s\\n' "
        f"$(age-keygen -y ~/{_KEY}) | sudo tee -a {SETTINGS} >/dev/null",
    ),
    Check("a night with a copy, as its unit", "sudo systemctl start rss-registry-backup.service"),
    Check("the key comes back", f"sudo install -m 600 -o rss ~/{_KEY} /srv/rss-registry/var/{_KEY}"),
    Check(
        "the copy is tried",
        'copy=$(ls /media/disque/*.age | tail -n 1) && [ -n "$copy" ] && '
        f"registre script/restore --rehearse --key var/{_KEY} $copy",
    ),
)

MACHINES: dict[str, tuple[Block | Inline | Check, ...]] = {
    "sqlite": (
        Block("1.1"),
        Block("3.1"),
        Block("4.1"),
        Block("4.2"),
        *_SERVED,
        _RUNS,
        Inline("registre script/doctor"),
        Check("invented records", "registre script/manage load_demo"),
        Check("a night, as its unit", "sudo systemctl start rss-registry-backup.service"),
        Check("a rehearsal, as its unit", "sudo systemctl start rss-registry-rehearsal.service"),
        Inline("registre script/manage accept_key"),
        Inline("registre script/manage audit_documents"),
        Check("a later program", f"sudo git -C {REPOSITORY} update-ref refs/heads/main later"),
        Block("5.1"),
        Check("it came", "[ $(sudo -u rss git -C /srv/rss-registry log -1 --format=%s) = later ]"),
        _PAGE,
        Inline("sudo apt-get install age rclone"),
        *_ELSEWHERE,
        Inline("registre script/backup"),
        Check("a record is lost", _LOSE),
        Block("6.1"),
        Check("it is back", f"[ $({_EVENTS}) = 10 ]"),
        _PAGE,
        Inline("registre script/restore --rehearse"),
        Check("the services stop", f"sudo systemctl stop {_SERVICES}"),
        Inline("registre script/restore --with-code"),
        Inline("sudo -u rss git switch main"),
        Check("the services start", f"sudo systemctl start {_SERVICES}"),
        Inline("registre script/manage rebuild_publication"),
        Inline("registre script/manage rebuild_publication --check"),
        Inline("registre script/manage maintenance begin"),
        Inline("registre script/manage maintenance end"),
        Block("9.1"),
        Block("8.1"),
    ),
    "postgresql": (
        Block("1.1"),
        Block("2.1"),
        Block("2.2"),
        Block("3.1"),
        Block("4.1", without=(_ACCOUNT,)),
        Block("4.2"),
        *_SERVED,
        _RUNS,
        Block("8.2"),
        Check("they came along", f"[ $({_EVENTS}) = 10 ]"),
        _PAGE,
        Inline("registre script/manage create_public_role"),
        Check("a night, as its unit", "sudo systemctl start rss-registry-backup.service"),
        Check("a rehearsal, as its unit", "sudo systemctl start rss-registry-rehearsal.service"),
        Inline("registre script/doctor"),
        Check("a record is lost", _LOSE),
        Block("6.1"),
        Check("it is back", f"[ $({_EVENTS}) = 10 ]"),
        _PAGE,
    ),
}
# What leaves one machine by hand and arrives on the other.
CARRIED = "home/typist/registre.zip"
