#!/bin/sh
# Runs the tests of queue, datasets and search on the PostgreSQL that the system's packages installed (Debian: apt-get install postgresql),
# in a cluster of its own that is gone afterwards. Skips loudly when there is none. Search by meaning also wants pgvector there (Debian 13:
# apt-get install postgresql-17-pgvector; Debian 12 has no package: `make install` of its source with postgresql-server-dev-15).
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
url="postgres://postgres@127.0.0.1:$port/postgres"
if [ -e "/usr/share/postgresql/$(basename "$(dirname "$bin")")/extension/vector.control" ]; then
  export UNBAKE_TEST_PGVECTOR_URL="$url"
else
  echo "SKIPPED: pgvector is not installed for this PostgreSQL" >&2
fi
UNBAKE_TEST_DATABASE_URL="$url" npx vitest run ${*:-packages/service/src/scheduling packages/service/src/datasets packages/service/src/search}
