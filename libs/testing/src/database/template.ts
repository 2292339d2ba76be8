import { connect } from '@shidian/persistence';
import { databaseUrl, freshName, onServer } from './server.js';

/** Makes a database with every migration and no rows, to be copied. */
export async function makeTemplate(server: string): Promise<{ readonly name: string; drop(): Promise<void> }> {
  const name = freshName('template');
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name}`));
  const database = await connect({ url: databaseUrl(server, name) });
  await database.migrate();
  await database.close();
  const drop = async (): Promise<void> => {
    await onServer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { name, drop };
}
