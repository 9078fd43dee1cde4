#!/bin/sh
# Makes the secrets of compose.yaml in docker/secrets, once: what is there stays as it is. Back the folder up.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
cd secrets
hex() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
make() { [ -s "$1" ] || printf '%s' "$2" >"$1"; }
make database_password "$(hex 24)"
make redis_password "$(hex 24)"
make encryption_key "$(head -c 32 /dev/urandom | base64)"
make setup_code "$(hex 16)"
make metrics_token "$(hex 24)"
make database_url "postgres://smartplex:$(cat database_password)@database:5432/smartplex"
make redis_url "redis://:$(cat redis_password)@redis:6379"
# Only the owner gets into the folder; the container's user must be able to read each file that is mounted.
chmod 700 .
chmod 644 -- *
