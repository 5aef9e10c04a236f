import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { buildProbe } from './build-probe.mjs';
import { projectNode, stampFolder } from './places.mjs';

/**
 * An agent holds little and for short, does nothing often enough to be worth compiling twice, and has memory collected before
 * much of it waits: see lib/cli/probe/give-memory-back.ts.
 */
export const memoryFlags = [
  '--max-semi-space-size=1',
  '--max-old-space-size=32',
  '--lite-mode',
  '--single-threaded',
  '--v8-pool-size=0',
  '--expose-gc',
];
/** Of the C library's allocator: threads that look names up share one arena, and what is free goes back. */
export const memoryEnvironment = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '16384',
  MALLOC_TOP_PAD_: '0',
  MALLOC_MMAP_THRESHOLD_: '32768',
};

/**
 * Goes on as the probe agent, in the place of this process where Node can do that, so that a site runs one process and no
 * more. With `--bundle <file>` it writes the agent there instead, to be taken to a site.
 */
export async function becomeProbe(args) {
  if (args[0] === '--bundle' && args[1] !== undefined) {
    const file = resolve(args[1]);
    await buildProbe(file);
    const told = Object.entries(memoryEnvironment)
      .map((pair) => pair.join('='))
      .join(' ');
    process.stderr.write(`Wrote ${file}. Run it with: ${told} node ${memoryFlags.join(' ')} ${file}\n`);
    return;
  }
  const file = join(stampFolder, 'probe.cjs');
  await buildProbe(file);
  const line = [...memoryFlags, file, ...args];
  const env = { ...process.env, ...memoryEnvironment };
  if (process.execve) process.execve(projectNode, [projectNode, ...line], env);
  const child = spawn(projectNode, line, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
