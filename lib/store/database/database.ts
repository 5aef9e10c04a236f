import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { readConfig } from '@/lib/config/config';
import { CodedPool } from './coded-pool';
import { PrismaClient } from './generated/client';

/** The state of record. Prisma and the pool share their connections. */
export interface Database {
  /** For commands: typed, and transactional with the audit entry. */
  prisma: PrismaClient;
  /** For hot paths in SQL: bulk writes, pages, facets, leases. */
  pool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Most connections held at once. */
  maxConnections?: number;
  /** The server ends a statement that runs longer, in milliseconds. */
  statementTimeoutMs?: number;
  /** The server gives up waiting for a lock after this long, in milliseconds. */
  lockTimeoutMs?: number;
  /** Shown by the server beside each connection. */
  applicationName?: string;
  /** Told of connections that broke while idle; they are replaced on next use. */
  onIdleError?: (error: Error) => void;
}

const connectWithinMs = 5_000;
const idleInTransactionMs = 60_000;

/** Opens a database. Nothing connects until the first query; no wait on it is unbounded. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new CodedPool({
    connectionString: url,
    max: options.maxConnections ?? 20,
    connectionTimeoutMillis: connectWithinMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    lock_timeout: options.lockTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    application_name: options.applicationName ?? 'millwright',
    // Short questions, most of whose answers are in memory: compiling them costs more than answering, and so would
    // reading a table from end to end where an index leads to a few thousand rows.
    options: '-c jit=off -c timezone=UTC -c random_page_cost=1.1 -c work_mem=16MB',
  });
  pool.on('error', options.onIdleError ?? ((error) => process.emitWarning(error)));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: connectWithinMs, timeout: 20_000 },
    errorFormat: 'minimal',
  });
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

// A bundler may load this module once a route, and each copy must find the same pool.
const holder: { millwrightDatabase?: Database } = globalThis as typeof globalThis & { millwrightDatabase?: Database };

/** The database of this process, from its configuration, opened on first use. */
export function sharedDatabase(): Database {
  holder.millwrightDatabase ??= openDatabase(readConfig().databaseUrl, { applicationName: 'millwright web' });
  return holder.millwrightDatabase;
}
