import { readFile } from 'node:fs/promises';
import type { Environment } from '@/lib/config/environment';
import { PlainError } from '../plain-error';
import type { Terminal } from '../terminal/terminal';

/** What secrets are read from. */
export interface SecretSources {
  env: Environment;
  terminal: Terminal;
}

/**
 * Reads one secret from where its reference says: `env:NAME`, `file:/path` or `prompt`. Anything else might be the
 * secret itself, which a shell's history and every process listing would then show: it is refused, and not repeated.
 */
export async function readSecret(name: string, reference: string, sources: SecretSources): Promise<string> {
  const [kind, ...rest] = reference.split(':');
  const place = rest.join(':');
  if (kind === 'env' && place !== '') return readFromEnvironment(name, place, sources.env);
  if (kind === 'file' && place !== '') return readFromFile(name, place);
  if (reference === 'prompt') return readFromPrompt(name, sources.terminal);
  throw new PlainError(
    `Secrets are not taken from the command line: say where ${name} is found, ${name}=env:NAME, ${name}=file:/path or ${name}=prompt.`,
  );
}

function readFromEnvironment(name: string, variable: string, env: Environment): string {
  const value = env[variable];
  if (value !== undefined && value !== '') return value;
  throw new PlainError(`The environment variable ${variable}, named for ${name}, is not set.`);
}

async function readFromFile(name: string, path: string): Promise<string> {
  const value = (await readNamedFile(name, path)).replace(/\r?\n$/, '');
  if (value !== '') return value;
  throw new PlainError(`The file ${path}, named for ${name}, is empty.`);
}

/** A file's text; a plain sentence when it cannot be read. */
export async function readNamedFile(name: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new PlainError(`The file ${path}, named for ${name}, cannot be read (${code}).`);
  }
}

async function readFromPrompt(name: string, terminal: Terminal): Promise<string> {
  const value = await terminal.ask(name, { secret: true });
  if (value === null) throw new PlainError(`There is no terminal to ask for ${name}: use env:NAME or file:/path.`);
  if (value === '') throw new PlainError(`${name} was left empty.`);
  return value;
}
