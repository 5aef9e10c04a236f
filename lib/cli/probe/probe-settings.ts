import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Environment } from '@/lib/config/environment';

/** The agent was started in a way it cannot work; the message is a sentence for people. */
export class ProbeSettingsError extends Error {
  override readonly name = 'ProbeSettingsError';
}

export interface ProbeSettings {
  /** Where the console is. */
  console: string;
  token: string;
}

/**
 * What the agent is told by its command line and environment. The token comes from a file or the environment, never as an
 * argument, which listings of processes show. Throws a ProbeSettingsError.
 */
export function readProbeSettings(args: readonly string[], env: Environment): ProbeSettings {
  const { console = env.MILLWRIGHT_URL, 'token-file': file = env.MILLWRIGHT_PROBE_TOKEN_FILE } = parse(args);
  if (console === undefined)
    throw new ProbeSettingsError(
      'Say where the console is: --console https://millwright.example.com, or MILLWRIGHT_URL.',
    );
  const token = (file === undefined ? env.MILLWRIGHT_PROBE_TOKEN : readToken(file))?.trim();
  if (token === undefined || token === '')
    throw new ProbeSettingsError(
      'Give the token of the agent: --token-file, MILLWRIGHT_PROBE_TOKEN_FILE or MILLWRIGHT_PROBE_TOKEN.',
    );
  if (!/^mwp_[A-Za-z0-9_-]{43}$/.test(token))
    throw new ProbeSettingsError('This is no token of a probe agent: “millwright probe token” makes one.');
  return { console, token };
}

function parse(args: readonly string[]): { console?: string; 'token-file'?: string } {
  try {
    const options = { console: { type: 'string' }, 'token-file': { type: 'string' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new ProbeSettingsError(error instanceof Error ? error.message : String(error));
  }
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ProbeSettingsError(`The token cannot be read from ${file}.`);
  }
}
