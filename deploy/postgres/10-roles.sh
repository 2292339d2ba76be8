#!/bin/sh
# Run once by the postgres image on an empty data folder. Neither role is a superuser or bypasses row-level security:
# the owner runs migrations, the application's role only works.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v owner_password="$OWNER_PASSWORD" -v app_password="$APP_PASSWORD" -v database="$POSTGRES_DB" <<'SQL'
CREATE ROLE shidian_owner LOGIN NOSUPERUSER NOBYPASSRLS CREATEROLE PASSWORD :'owner_password';
CREATE ROLE shidian_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE PASSWORD :'app_password';
ALTER DATABASE :"database" OWNER TO shidian_owner;
SQL
