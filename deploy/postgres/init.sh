#!/usr/bin/env bash
# Run once by the image of PostgreSQL, as its administrator, when the volume is new: the bot gets a role of its own that owns
# its database and can do nothing else, neither read files of the server nor run programs there, nor see other databases.
set -euo pipefail

BOT_PASSWORD=$(cat "${BOT_PASSWORD_FILE:-/run/secrets/postgres-password}")
[[ -n $BOT_PASSWORD ]]
export BOT_PASSWORD

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv password BOT_PASSWORD
CREATE ROLE santribot LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE santribot OWNER santribot TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE santribot FROM PUBLIC;
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
\connect santribot
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO santribot;
SQL
