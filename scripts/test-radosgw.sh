#!/bin/bash
# Runs the tests of buckets on a real Ceph radosgw with STS: one node on loopback, in memory, gone afterwards (Debian and Ubuntu packages).
# Installs it when it is missing and we are root. Skips loudly when it cannot be had; UNBAKE_RADOSGW=must makes that a failure.
set -eu
cd "$(dirname "$0")/.."
packages="radosgw ceph-mon ceph-osd ceph-mgr"

skip() {
  echo "SKIPPED: no tests on a real S3 server with roles: $1" >&2
  [ "${UNBAKE_RADOSGW:-}" = must ] && exit 1
  exit 0
}
here() { command -v radosgw && command -v ceph-mon && command -v ceph-osd && command -v ceph; } >/dev/null 2>&1

[ "$(id -u)" = 0 ] || skip "only root can install and run Ceph"
if ! here; then
  command -v apt-get >/dev/null || skip "radosgw is not installed and there is no apt-get"
  echo "installing $packages" >&2
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  { timeout 60 apt-get update -qq && timeout 300 apt-get install -qq -y --no-install-recommends $packages; } >/dev/null 2>&1 || true
  here || skip "apt-get could not install $packages"
fi

folder=$(mktemp -d)
export CEPH_CONF=$folder/ceph.conf
# Processes of this run alone: their numbers are in files of their own.
finish() {
  for file in "$folder"/run/*.pid; do
    [ -e "$file" ] || continue
    kill "$(cat "$file")" 2>/dev/null || true
  done
  for _ in $(seq 50); do
    alive=no
    for file in "$folder"/run/*.pid; do
      [ -e "$file" ] && kill -0 "$(cat "$file")" 2>/dev/null && alive=yes
    done
    [ $alive = yes ] || break
    sleep 0.2
  done
  rm -rf "$folder"
}
trap finish EXIT

free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
port=$(free_port)
mon_port=$(free_port)
fsid=$(cat /proc/sys/kernel/random/uuid)
mkdir -p "$folder"/{mon,osd0,run,log}
cat > "$CEPH_CONF" <<CONF
[global]
fsid = $fsid
mon host = v1:127.0.0.1:$mon_port
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon warn on pool no redundancy = false
mon max pg per osd = 2000
mon data avail crit = 1
mon data avail warn = 2
run dir = $folder/run
admin socket = $folder/run/\$name.asok
log file = $folder/log/\$name.log
pid file = $folder/run/\$name.pid
[mon.a]
mon data = $folder/mon
[osd]
osd objectstore = memstore
memstore device bytes = 4294967296
osd data = $folder/osd0
osd max object name len = 1024
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$port
rgw s3 auth use sts = true
rgw sts key = abcdefghijklmnop
CONF

until_ok() {
  local what=$1
  shift
  for _ in $(seq 120); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.5
  done
  tail -n 20 "$folder"/log/*.log >&2
  skip "$what did not come up"
}
# What this machine cannot start is no fault of ours; what our tests find once it runs is.
trap 'skip "Ceph did not start"' ERR
began=$SECONDS
monmaptool --create --addv a "[v1:127.0.0.1:$mon_port]" --fsid "$fsid" "$folder/monmap" >/dev/null
ceph-mon --mkfs -i a --monmap "$folder/monmap"
ceph-mon -i a
until_ok "the monitor" timeout 5 ceph -s
ceph osd create >/dev/null
ceph-osd -i 0 --mkfs 2>/dev/null
ceph-osd -i 0 >/dev/null
ceph osd crush add osd.0 1 root=default host=h >/dev/null 2>&1 || true
until_ok "the storage" sh -c "ceph osd stat | grep -q '1 up'"
radosgw -n client.rgw
until_ok "radosgw" node -e "fetch('http://127.0.0.1:$port/').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"
echo "radosgw is up after $((SECONDS - began)) s: $(radosgw --version | cut -d' ' -f1-3)" >&2

trap - ERR

# Two accounts as in life: the customer's, who has a bucket and a role, and ours, which the role lets in. A third role does not trust us.
admin() { radosgw-admin "$@" >/dev/null 2>&1 || { echo "FAILED: radosgw-admin $1 $2" >&2; exit 1; }; }
admin user create --uid=customer --display-name=customer --access-key=customer --secret=customer-secret
admin user create --uid=unbake --display-name=unbake --access-key=unbake --secret=unbake-secret
admin user create --uid=somebody --display-name=somebody --access-key=somebody --secret=somebody-secret
trust() { echo "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"arn:aws:iam:::user/$1\"]},\"Action\":[\"sts:AssumeRole\"]}]}"; }
may='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:ListBucket","s3:GetObject"],"Resource":["arn:aws:s3:::cad","arn:aws:s3:::cad/*","arn:aws:s3:::gone","arn:aws:s3:::gone/*"]}]}'
for role in reader:unbake closed:somebody; do
  admin role create --role-name="${role%%:*}" --assume-role-policy-doc="$(trust "${role##*:}")"
  admin role-policy put --role-name="${role%%:*}" --policy-name=read --policy-doc="$may"
done

UNBAKE_TEST_RADOSGW=http://127.0.0.1:$port npx vitest run packages/service/src/datasets/sync.test.ts packages/service/src/datasets/radosgw.test.ts
