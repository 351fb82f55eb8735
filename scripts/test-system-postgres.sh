#!/bin/sh
# Runs the tests of queue and datasets on the PostgreSQL that the system's packages installed (Debian: apt-get install postgresql),
# in a cluster of its own that is gone afterwards. Skips loudly when there is none.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ]; then
  echo "SKIPPED: there is no PostgreSQL under /usr/lib/postgresql" >&2
  exit 0
fi
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
port=${PORT:-55449}
# PostgreSQL refuses to run as root.
as() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$*"; else sh -c "$*"; fi; }
if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
trap 'as "$bin/pg_ctl -D $folder/data -m fast stop" >/dev/null; rm -rf "$folder"' EXIT
as "$bin/initdb -D $folder/data -U postgres -A trust --no-sync" >/dev/null
as "$bin/pg_ctl -D $folder/data -w -l $folder/log -o '-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off' start" >/dev/null
"$bin/postgres" --version
UNBAKE_TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres" npx vitest run packages/service/src/queue packages/service/src/datasets
