import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Environment } from '@/lib/config/environment';

export interface ProcessDescription {
  /** What people call it: `web`, `worker`. */
  name: string;
  /** A script, from the root of the checkout, run under this very Node. */
  script: string;
  args: string[];
  /** For Node itself; none when absent. */
  nodeFlags?: readonly string[];
  env: Environment;
  /** Null: the child writes where we write. Otherwise what it prints goes to this file; that of the last start is kept beside it. */
  logFile: string | null;
  /** Told each line the child prints on standard output. Only with a log file. */
  onLine?: (line: string) => void;
}

/** How a process ended. */
export interface Exit {
  name: string;
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  name: string;
  pid: number;
  /** Settles when the process has ended, for whatever reason. */
  exited: Promise<Exit>;
  /** Asks the process and all it started to end, then insists. Resolves once it has ended. */
  stop(graceMs: number): Promise<void>;
  /** The end of its log, for telling why it died; empty when it writes where we write. */
  lastLines(): Promise<string>;
}

const root = join(import.meta.dirname, '..', '..');
const leash = pathToFileURL(join(import.meta.dirname, 'leash.mjs')).href;
const loader = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
const linesShown = 15;
const lineLength = 300;

/**
 * Starts a part of the console in a process group of its own, so that a Ctrl-C reaches only us and we stop the parts
 * in order. A part ends by itself when we are gone.
 */
export async function startProcess(description: ProcessDescription): Promise<RunningProcess> {
  const { name, script, args, nodeFlags = [], env, logFile, onLine } = description;
  if (logFile !== null) await setAside(logFile);
  const output = logFile === null ? 'inherit' : 'pipe';
  const loaders = script.endsWith('.ts') ? ['--import', leash, '--import', loader] : ['--import', leash];
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...nodeFlags, ...loaders, resolve(root, script), ...args],
    {
      cwd: root,
      env: { ...env, NODE_ENV: 'production' },
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
    },
  );
  const written = logFile === null ? Promise.resolve() : keepLog(child, logFile);
  if (onLine && child.stdout) createInterface({ input: child.stdout }).on('line', onLine);
  const exited = once(child, 'exit').then(([code, signal]): Exit => ({ name, code, signal }));
  await once(child, 'spawn');
  const pid = child.pid;
  if (pid === undefined) throw new Error(`The ${name} could not be started.`);
  return {
    name,
    pid,
    exited,
    stop: (graceMs) => stopGroup(pid, exited, graceMs),
    lastLines: async () => {
      if (logFile === null) return '';
      // What a dead child left in the pipe; one that lives, or left others holding the pipe, is not waited for.
      await Promise.race([written, sleep(500)]);
      const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n');
      return lines
        .slice(-linesShown)
        .map((line) => line.slice(0, lineLength))
        .join('\n');
    },
  };
}

/** A fresh log for every start; the one before it becomes `<name>.previous.log`. */
async function setAside(logFile: string): Promise<void> {
  await mkdir(dirname(logFile), { recursive: true });
  await rename(logFile, logFile.replace(/\.log$/, '.previous.log')).catch((error: unknown) => {
    const isFirst = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isFirst) throw error;
  });
}

/** Resolves when all the child ever printed is in the file. */
function keepLog(child: ChildProcess, logFile: string): Promise<void> {
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  return new Promise((settle) => child.once('close', () => log.end(settle)));
}

async function stopGroup(pid: number, exited: Promise<Exit>, graceMs: number): Promise<void> {
  signalGroup(pid, 'SIGTERM');
  const waiting = new AbortController();
  const grace = sleep(graceMs, 'late', { signal: waiting.signal }).catch(() => 'cancelled');
  await Promise.race([exited, grace]);
  waiting.abort();
  // Whatever the process itself started and left behind goes too.
  signalGroup(pid, 'SIGKILL');
  await exited;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}
