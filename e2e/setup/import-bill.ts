import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { runProgram } from '@/lib/cli/program';

/** Has the demo take in a bill, written as a file of this name, by the command line. */
export async function importBill(name: string, content: string): Promise<void> {
  const dataDir = process.env.MILLWRIGHT_E2E_DATA_DIR;
  if (dataDir === undefined) throw new Error('The demo of the journeys is not running.');
  const file = join(dataDir, name);
  await writeFile(file, content);
  const terminal = { out: () => undefined, remark: () => undefined, ask: async () => null };
  expect(await runProgram({ terminal, env: {} }, ['cost', 'import', file, '--data-dir', dataDir])).toBe(0);
}
