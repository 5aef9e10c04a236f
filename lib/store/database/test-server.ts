import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopEmbeddedPostgres } from './embedded-postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where this run's PostgreSQL lives; it starts when the first test asks for a database. */
    postgresDirectory: string;
  }
}

/** Vitest global set-up: a directory for one PostgreSQL a run, and its end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-test-'));
  project.provide('postgresDirectory', join(directory, 'postgres'));
  return async () => {
    if (existsSync(join(directory, 'postgres'))) await stopEmbeddedPostgres(join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true });
  };
}
