import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { derivingMacros } from './deriving-macros';
import type { LedgerFolder } from './ledger-folder';
import { readingMacros } from './reading-macros';
import { toListLiteral } from './sql-text';

/** DuckDB over the ledger's folder. It reaches no file outside it and loads nothing. */
export interface CostEngine {
  /** Runs one statement and answers its rows by column name; `parameters` are bound to `$name`. */
  query(sql: string, parameters?: Record<string, DuckDBValue>): Promise<Record<string, DuckDBValue>[]>;
  /** A connection for several statements that belong together, closed when `work` ends. */
  withConnection<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

// A bundler may load this module several times, and one process has one engine a ledger.
const holder: { millwrightCostEngines?: Map<string, Promise<CostEngine>> } = globalThis as typeof globalThis & {
  millwrightCostEngines?: Map<string, Promise<CostEngine>>;
};

/** The engine of this process for a ledger, started on first use: 1.25 GB of memory at most, what is more goes to disk. Writing rows in order takes twice as long with 1 GB. */
export function sharedCostEngine(folder: LedgerFolder): Promise<CostEngine> {
  holder.millwrightCostEngines ??= new Map();
  const engines = holder.millwrightCostEngines;
  const found = engines.get(folder.root);
  if (found !== undefined) return found;
  const started = startEngine(folder, () => engines.delete(folder.root));
  engines.set(folder.root, started);
  started.catch(() => engines.delete(folder.root));
  return started;
}

async function startEngine(folder: LedgerFolder, onClose: () => void): Promise<CostEngine> {
  const spill = join(folder.spill, randomUUID());
  // What is swept once nothing was spilled for a day may be needed the day after.
  const ensureSpill = () => mkdir(spill, { recursive: true, mode: 0o700 });
  await ensureSpill();
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(availableParallelism()),
    memory_limit: '1250MB',
    temp_directory: spill,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const engine = over(instance, ensureSpill);
  await engine.withConnection(async (connection) => {
    for (const sql of [
      `SET GLOBAL TimeZone = 'UTC'`,
      // A ledger's files never change, and each tells of a hundred columns for each of its row groups.
      'SET GLOBAL parquet_metadata_cache = true',
      ...readingMacros,
      ...derivingMacros,
      `SET allowed_directories = ${toListLiteral([`${folder.root}/`])}`,
      'SET enable_external_access = false',
      'SET lock_configuration = true',
    ])
      await connection.run(sql);
  });
  return {
    ...engine,
    async close() {
      onClose();
      instance.closeSync();
      await rm(spill, { recursive: true, force: true });
    },
  };
}

function over(instance: DuckDBInstance, prepare: () => Promise<unknown>): Omit<CostEngine, 'close'> {
  const withConnection: CostEngine['withConnection'] = async (work) => {
    await prepare();
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  };
  return {
    withConnection,
    query: (sql, parameters) =>
      withConnection(async (connection) => (await connection.runAndReadAll(sql, parameters)).getRowObjects()),
  };
}
