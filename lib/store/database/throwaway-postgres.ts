import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';

/** Does work with a PostgreSQL of its own, fast and not crash safe, that is gone afterwards. */
export async function withThrowawayPostgres<T>(work: (server: EmbeddedPostgres) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-'));
  try {
    const server = await startEmbeddedPostgres(join(directory, 'postgres'), { durable: false });
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
