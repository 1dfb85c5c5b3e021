#!/bin/sh
# Run a command with a PostgreSQL of its own, empty, on a socket: TEST_POSTGRES names its folder.
# PostgreSQL's programs are looked for on the PATH and where Debian keeps them.
set -eu

programs=$(dirname "$(command -v pg_ctl || ls -d /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null | tail -n 1)")
if [ ! -x "$programs/pg_ctl" ]; then
	echo "PostgreSQL IS NOT INSTALLED: nothing was tested with it." >&2
	exit 0
fi
programs=$(dirname "$(readlink -f "$programs/pg_ctl")")

folder=$(mktemp -d)
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then # it refuses to run as root
	owner=postgres
	id "$owner" >/dev/null 2>&1 || owner=nobody
	chown "$owner" "$folder"
	as_owner() { (cd "$folder" && setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups "$@"); }
fi
finish() {
	as_owner "$programs/pg_ctl" --pgdata "$folder/data" --mode immediate stop >/dev/null 2>&1 || true
	rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

as_owner "$programs/initdb" --pgdata "$folder/data" --username tests --auth trust --no-sync >/dev/null
as_owner "$programs/pg_ctl" --pgdata "$folder/data" --wait --log "$folder/log" \
	--options "-k $folder -h '' -c fsync=off -c synchronous_commit=off -c full_page_writes=off" start >/dev/null
TEST_POSTGRES=$folder "$@"
