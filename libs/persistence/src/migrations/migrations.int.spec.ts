import { randomUUID } from 'node:crypto';
import { catalogOf, scratchDatabase, type ScratchDatabase } from '@shidian/testing';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../connect.js';
import { MigrationsPending, SchemaNewer } from '../errors.js';
import { migrationTable, ownerDataSource } from '../migrator.js';
import { defaultRoles, ensureRoles } from '../roles.js';
import { migrations } from './all.js';

const total: number = migrations.length;
let scratch: ScratchDatabase;

beforeEach(async () => {
  scratch = await scratchDatabase({ empty: true });
});
afterEach(() => scratch.drop());

async function upTo(count: number): Promise<void> {
  const source = await ownerDataSource({ url: scratch.url, ownerUrl: scratch.url, roles: defaultRoles }, count).initialize();
  await source.runMigrations();
  await source.destroy();
}

async function downFrom(count: number): Promise<void> {
  const source = await ownerDataSource({ url: scratch.url, ownerUrl: scratch.url, roles: defaultRoles }, count).initialize();
  await source.undoLastMigration();
  await source.destroy();
}

async function prepare(): Promise<void> {
  const client = new pg.Client({ connectionString: scratch.url });
  await client.connect();
  await ensureRoles(client, defaultRoles, 'postgres');
  await client.end();
}

describe('migrations', () => {
  it('go up, down to nothing one by one, and up again to the same schema', async () => {
    await prepare();
    await upTo(0);
    const catalogs = [await catalogOf(scratch)];
    for (let count = 1; count <= migrations.length; count += 1) {
      await upTo(count);
      catalogs.push(await catalogOf(scratch));
      expect(catalogs[count]!.length, migrations[count - 1]!.name).toBeGreaterThan(catalogs[count - 1]!.length);
    }
    for (let count = total; count > 0; count -= 1) {
      await downFrom(count);
      expect(await catalogOf(scratch), `what ${migrations[count - 1]!.name} leaves behind`).toEqual(catalogs[count - 1]);
    }
    await upTo(migrations.length);
    expect(await catalogOf(scratch)).toEqual(catalogs[migrations.length]);
  });

  it('make every table with row-level security forced, owned by a role that is neither superuser nor exempt', async () => {
    await scratch.database.migrate();
    const open = await scratch.sql(
      `SELECT relname FROM pg_class WHERE relnamespace = 'shidian'::regnamespace AND relkind = 'r' AND relname <> '${migrationTable}' AND NOT (relrowsecurity AND relforcerowsecurity)`,
    );
    expect(open).toEqual([]);
    const roles = await scratch.sql('SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) AND NOT (rolsuper OR rolbypassrls OR rolcanlogin)', [Object.values(defaultRoles)]);
    expect(roles).toHaveLength(3);
    const owners = await scratch.sql(`SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relnamespace = 'shidian'::regnamespace`);
    expect(owners).toEqual([{ owner: defaultRoles.owner }]);
  });

  it('run once when several processes migrate at the same time', async () => {
    const ran = await Promise.all([scratch.database.migrate(), scratch.database.migrate(), scratch.database.migrate()]);
    expect(ran.map((names) => names.length).sort((a, b) => a - b)).toEqual([0, 0, migrations.length]);
  });

  it('are named as pending until they have run', async () => {
    expect(await scratch.database.migrationsPending()).toHaveLength(migrations.length);
    await expect(scratch.database.assertMigrated()).rejects.toThrow(MigrationsPending);
    await scratch.database.migrate();
    expect(await scratch.database.migrationsPending()).toEqual([]);
    await expect(scratch.database.assertMigrated()).resolves.toBeUndefined();
  });

  it('refuse a database that a newer release has migrated', async () => {
    await scratch.database.migrate();
    await scratch.sql(`INSERT INTO shidian.${migrationTable} (timestamp, name) VALUES (2099010100000, 'Tomorrow2099010100000')`);
    await expect(scratch.database.assertMigrated()).rejects.toThrow(SchemaNewer);
    await expect(scratch.database.migrate()).rejects.toMatchObject({ code: 'database.schema_newer', unknown: ['Tomorrow2099010100000'] });
  });

  it('serve a login without any right of its own, migrated by an owner who is no superuser', async () => {
    const name = `shidian_${randomUUID().slice(0, 8)}`;
    const roles = { owner: `${name}_owner`, reader: `${name}_reader`, engine: `${name}_engine` };
    await scratch.sql(`CREATE ROLE ${roles.owner} LOGIN NOSUPERUSER CREATEROLE PASSWORD 'sample'`);
    await scratch.sql(`CREATE ROLE ${name}_app LOGIN NOSUPERUSER NOCREATEROLE PASSWORD 'sample'`);
    await scratch.sql(`ALTER DATABASE ${new URL(scratch.url).pathname.slice(1)} OWNER TO ${roles.owner}`);
    const as = (login: string): string => Object.assign(new URL(scratch.url), { username: login, password: 'sample' }).href;
    const database = await connect({ url: as(`${name}_app`), ownerUrl: as(roles.owner), roles });
    try {
      expect(await database.migrationsPending()).toHaveLength(migrations.length);
      await database.migrate();
      expect(await database.migrate()).toEqual([]);
      await database.assertMigrated();
      const { rows } = await database.pools.engine.query<{ me: string; version: number }>('SELECT current_user AS me, version FROM shidian.directory_version');
      expect(rows).toEqual([{ me: roles.engine, version: 1 }]);
      await expect(database.pools.reader.query('SELECT * FROM shidian.outbox')).rejects.toMatchObject({ code: '42501' });
      await expect(database.pools.engine.query('CREATE TABLE shidian.mine (id int)')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await database.close();
      await scratch.drop();
      scratch = await scratchDatabase({ empty: true });
      await scratch.sql(`DROP ROLE ${name}_app, ${roles.engine}, ${roles.reader}, ${roles.owner}`);
    }
  });
});
