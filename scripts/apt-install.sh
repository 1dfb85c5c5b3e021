#!/bin/sh
# Installs Debian packages, as root or with sudo. Without either, says what to run.
set -eu

if ! command -v apt-get >/dev/null; then
    echo "This needs to be installed first: $*" >&2
    exit 2
fi
if [ "$(id -u)" -eq 0 ]; then
    as_root=env
elif command -v sudo >/dev/null; then
    as_root="sudo env"
else
    echo "This needs to be installed first, as root: apt-get install $*" >&2
    exit 2
fi

echo "Installing $*"
$as_root apt-get update -qq
$as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "$@"
