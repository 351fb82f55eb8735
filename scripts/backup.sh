#!/bin/sh
# backup.sh DATA FILE: the data folder of a service that is stopped, as one archive: database, stored files, passwords. To restore it, unpack it
# as the same account (root keeps owners) and start the service on it: tar -xpf FILE -C FOLDER.
set -eu
data=${1:?the data folder}
file=${2:?the archive to write}
if [ -e "$data/postgres/postmaster.pid" ]; then
  echo "the database in $data is running: stop the service first" >&2
  exit 1
fi
umask 077
tar -cpzf "$file.part" --exclude=./scratch -C "$data" .
mv "$file.part" "$file"
