import type { ConnectionField } from '@/lib/providers/contract/provider';
import { PlainError } from '../plain-error';
import { readNamedFile, readSecret, type SecretSources } from './read-secret';

/** `name=value` pairs of a repeatable option, in the order given. */
export function splitPairs(option: string, pairs: string[]): [name: string, value: string][] {
  return pairs.map((pair) => {
    const at = pair.indexOf('=');
    // Not repeated in the sentence: it may be a secret put in the wrong place.
    if (at < 1) throw new PlainError(`${option} takes name=value.`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}

/**
 * Settings from `--setting name=value`, shaped by the provider's form: a list field may be given several times or
 * with commas; `file:/path` reads a text field from a file, which certificates need.
 */
export async function readSettings(
  fields: ConnectionField[],
  pairs: string[],
): Promise<Record<string, string | string[]>> {
  const settings: Record<string, string | string[]> = {};
  for (const [name, value] of splitPairs('--setting', pairs)) {
    const field = requireField(fields, name, false);
    if (field.input === 'list') {
      const before = settings[name];
      const items = value.split(',').map((item) => item.trim());
      settings[name] = [...(Array.isArray(before) ? before : []), ...items.filter((item) => item !== '')];
    } else {
      settings[name] = value.startsWith('file:') ? await readNamedFile(name, value.slice('file:'.length)) : value;
    }
  }
  return settings;
}

/** The secret from `--secret name=where`; null when none is named, for the deployment's ambient credentials. */
export async function readSecretFields(
  fields: ConnectionField[],
  pairs: string[],
  sources: SecretSources,
): Promise<Record<string, string> | null> {
  if (pairs.length === 0) return null;
  const secret: Record<string, string> = {};
  for (const [name, reference] of splitPairs('--secret', pairs)) {
    requireField(fields, name, true);
    secret[name] = await readSecret(name, reference, sources);
  }
  return secret;
}

function requireField(fields: ConnectionField[], name: string, secret: boolean): ConnectionField {
  const field = fields.find((candidate) => candidate.name === name);
  const names = fields.filter((candidate) => candidate.secret === secret).map((candidate) => candidate.name);
  const what = secret ? 'secret' : 'setting';
  if (field === undefined) throw new PlainError(`There is no ${what} called ${name}; there are ${names.join(', ')}.`);
  if (field.secret === secret) return field;
  throw new PlainError(
    secret ? `${name} is not a secret: give it with --setting.` : `${name} is a secret: give it with --secret.`,
  );
}
