import pg from 'pg';

/** Whether a worker listens at the queue in this database. */
export async function isWorkerConnected(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query(
      "select from pg_stat_activity where application_name = 'millwright queue' and datname = current_database()",
    );
    return found.rowCount !== 0;
  } finally {
    await client.end();
  }
}
