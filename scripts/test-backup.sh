#!/bin/sh
# A dataset, a backup, a restore elsewhere: the same conversions and the same bytes. docs/operations.md says the same in words.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
chmod 755 "$work"
server=
stop() { [ -z "$server" ] || { kill "$server"; wait "$server" || true; server=; }; }
trap 'stop; rm -rf "$work"' EXIT
start() {
  ./bin/unbake serve --data "$1" --port 0 --jobs 0 --log-level error >"$work/log" 2>&1 &
  server=$!
  for _ in $(seq 240); do grep -q "serves at" "$work/log" && break; sleep 0.5; done
  url=$(sed -n 's,.*serves at \(http[^ ]*\)/.*,\1,p' "$work/log")
  [ -n "$url" ] || { cat "$work/log"; exit 1; }
}
ask() { curl -fsS -H "authorization: Bearer $token" "$@"; }

mkdir -m 755 "$work/first" "$work/second"
start "$work/first"
token=$(sed -n 's/^token: //p' "$work/log")
id=$(ask -H "content-type: application/json" -d '{"name":"kept","source":{"provider":"zoo_managed"}}' "$url/org/datasets" | sed 's/.*"id":"\([^"]*\)","org.*/\1/')
ask -F "file=@examples/blind-flange.step" "$url/org/datasets/$id/uploads" >/dev/null
if scripts/backup.sh "$work/first" "$work/early.tgz" 2>/dev/null; then echo "a running database was backed up" >&2; exit 1; fi
stop
scripts/backup.sh "$work/first" "$work/backup.tgz"
rm -rf "$work/first"
tar -xpf "$work/backup.tgz" -C "$work/second"
start "$work/second"
conversion=$(ask "$url/org/datasets/$id/conversions" | sed 's/.*"items":\[{"id":"\([^"]*\)".*/\1/')
ask "$url/org/datasets/$id/conversions/$conversion/original" | cmp - examples/blind-flange.step
echo "backup and restore: the same dataset, the same bytes, the same token"
