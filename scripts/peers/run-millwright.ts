import { join } from 'node:path';
import { execa } from 'execa';

const root = join(import.meta.dirname, '..', '..');

/** Runs the CLI as people do, in a process of its own, and returns the document it answered with. */
export async function runMillwright(env: Record<string, string>, args: string[]): Promise<unknown> {
  const { stdout } = await execa(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'lib/cli/main.ts', ...args, '--json'],
    {
      cwd: root,
      env,
      stderr: 'inherit',
    },
  );
  return JSON.parse(stdout);
}
