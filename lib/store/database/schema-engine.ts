import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine, type SchemaFilter } from '@prisma/schema-engine-wasm';
import pg from 'pg';

export const emptyFilter: SchemaFilter = { externalTables: [], externalEnums: [] };

/** Prisma's schema engine, as WebAssembly, on one connection of its own. */
export interface OpenSchemaEngine {
  schema: SchemaEngine;
  /** What PostgreSQL said to the last script it refused, which the engine does not pass on; null when it refused none. */
  refusedScript(): Error | null;
  close(): Promise<void>;
}

/** Opens the engine on a database. `datamodel` is the text of schema.prisma, needed only to compare schemas. */
export async function openSchemaEngine(url: string, datamodel?: string): Promise<OpenSchemaEngine> {
  // One connection that never idles out: the engine takes a lock that belongs to its session.
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    application_name: 'millwright migrate',
  });
  const datamodels: [string, string][] | undefined =
    datamodel === undefined ? undefined : [['schema.prisma', datamodel]];
  const adapter = new WholeScripts(pool);
  const schema = await SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapter));
  return {
    schema,
    refusedScript: () => adapter.refused,
    async close() {
      schema.free();
      await pool.end();
    },
  };
}

/** Sends a migration to the server whole: the stock adapter cuts it at every semicolon, those in function bodies too. */
class WholeScripts extends PrismaPg {
  refused: Error | null = null;
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super(pool);
    this.#pool = pool;
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      try {
        await this.#pool.query(script);
      } catch (error) {
        this.refused = error instanceof Error ? error : new Error(String(error));
        throw error;
      }
    };
    return adapter;
  }
}
