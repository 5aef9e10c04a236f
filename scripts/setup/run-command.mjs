import { spawn } from 'node:child_process';
import { delimiter, sep } from 'node:path';
import { root } from './places.mjs';

/** A failure to tell in one plain sentence, without a stack. */
export class PlainError extends Error {
  name = 'PlainError';
}

/**
 * The environment without the project's own `.bin` on PATH: npm has to run under the machine's Node,
 * because it is about to replace the project's.
 */
export function machineEnvironment() {
  const ownBin = `${sep}node_modules${sep}.bin`;
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.endsWith(ownBin));
  return { ...process.env, PATH: path.join(delimiter) };
}

/**
 * Runs a program and resolves with its exit code and output. Output is kept rather than shown, unless `show`.
 * A program that cannot be started answers code 127; one that outlives `timeoutMs` is ended and answers 124.
 */
export function runCommand(file, args, { env = process.env, show = false, timeoutMs = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    let timedOut = false;
    const timer =
      timeoutMs > 0 &&
      setTimeout(() => {
        timedOut = true;
        child.kill('SIGKILL');
      }, timeoutMs);
    const finish = (code) => {
      if (timer) clearTimeout(timer);
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') });
    };
    child.on('error', () => finish(127));
    child.on('close', (code) => finish(timedOut ? 124 : (code ?? 1)));
  });
}

/** Runs a step whose failure ends set-up: its output is shown only when it failed. */
export async function requireCommand(file, args, sentence, options) {
  const { code, output } = await runCommand(file, args, options);
  if (code === 0) return output;
  process.stderr.write(output);
  throw new PlainError(sentence);
}
