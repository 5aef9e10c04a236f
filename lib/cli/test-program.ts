import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advanceAnchor } from '@/lib/audit/advance-anchor';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { runProgram } from './program';

/** What a command line answered. */
interface ProgramAnswer {
  code: number;
  out: string;
  remarks: string;
}

/** The program over a console of its own, as its first start leaves it. */
export interface TestProgram {
  database: TestDatabase;
  /** Where a file of its data directory is. */
  path(name: string): string;
  /** Writes a file of its data directory. Gives where it is. */
  write(name: string, content: string): Promise<string>;
  /** Runs one command line; questions are not answered. */
  run(...line: string[]): Promise<ProgramAnswer>;
  close(): Promise<void>;
}

export async function createTestProgram(): Promise<TestProgram> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'millwright-cli-'));
  await advanceAnchor(database, join(folder, 'audit-head.json'));
  const env = {
    DATABASE_URL: database.url,
    MILLWRIGHT_KEY: randomBytes(32).toString('base64'),
    MILLWRIGHT_DATA_DIR: folder,
  };
  const path = (name: string) => join(folder, name);
  return {
    database,
    path,
    async write(name, content) {
      await writeFile(path(name), content);
      return path(name);
    },
    async run(...line) {
      const out: string[] = [];
      const remarks: string[] = [];
      const terminal = {
        out: (text: string) => void out.push(text),
        remark: (text: string) => void remarks.push(text),
        ask: async () => null,
      };
      const code = await runProgram({ terminal, env }, line);
      return { code, out: out.join('\n'), remarks: remarks.join('\n') };
    },
    async close() {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}
