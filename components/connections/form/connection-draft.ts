import type { ProviderDescription } from '@/lib/api/contracts/connections';
import { defaultTagRules, type TagRules } from '@/lib/domain/resource';

export type ConnectionField = ProviderDescription['fields'][number];

/** What a person has typed so far. Secrets live apart, so that they are never kept. */
export interface ConnectionDraft {
  name: string;
  /** Minutes between reads, as typed; empty means the provider's own default. */
  intervalMinutes: string;
  /** Every field's text by its name. */
  values: Record<string, string>;
  /** Tag keys, separated by commas. */
  tagKeys: Record<keyof TagRules, string>;
}

function holdsTexts(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}

/** Whether what was kept is a draft of this release. */
export function isConnectionDraft(value: unknown): value is ConnectionDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { values, tagKeys, ...texts } = { values: null, tagKeys: null, ...value };
  return (
    holdsTexts(texts) &&
    'name' in texts &&
    'intervalMinutes' in texts &&
    holdsTexts(values) &&
    holdsTexts(tagKeys) &&
    ['owner', 'team', 'site'].every((key) => key in tagKeys)
  );
}

function toTagKeys(rules: TagRules): ConnectionDraft['tagKeys'] {
  return { owner: rules.owner.join(', '), team: rules.team.join(', '), site: rules.site.join(', ') };
}

export const emptyDraft: ConnectionDraft = {
  name: '',
  intervalMinutes: '',
  values: {},
  tagKeys: toTagKeys(defaultTagRules),
};

/** The tag rules to send: keys in the order typed, first match wins. */
export function toTagRules(tagKeys: ConnectionDraft['tagKeys']): TagRules {
  const split = (text: string) =>
    text
      .split(',')
      .map((key) => key.trim())
      .filter((key) => key !== '');
  return { owner: split(tagKeys.owner), team: split(tagKeys.team), site: split(tagKeys.site) };
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

function toLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The settings to send: one entry a line becomes a list, and what was left empty is left out. */
export function toSettings(fields: readonly ConnectionField[], values: Record<string, string>): Record<string, Json> {
  const settings: Record<string, Json> = {};
  for (const field of fields) {
    if (field.secret) continue;
    const text = (values[field.name] ?? '').trim();
    if (text === '') continue;
    settings[field.name] = field.input === 'list' ? toLines(text) : text;
  }
  return settings;
}

/** The secret to send; null when every secret field was left empty (ambient credentials, or keep the stored one). */
export function toSecret(
  fields: readonly ConnectionField[],
  secrets: Record<string, string>,
): Record<string, string> | null {
  const entries = fields
    .filter((field) => field.secret)
    .map((field) => [field.name, (secrets[field.name] ?? '').trim()] as const)
    .filter(([, text]) => text !== '');
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** The text a stored setting is edited as: a list is one value a line. */
function toText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((entry) => toText(entry)).join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The draft an edit starts from. Secrets are never part of it: their values cannot be read back. Withheld settings are empty. */
export function toDraft(
  fields: readonly ConnectionField[],
  connection: { name: string; intervalMs: number; settings: Record<string, Json> | null; tagRules: TagRules },
): ConnectionDraft {
  const values: Record<string, string> = {};
  for (const field of fields) if (!field.secret) values[field.name] = toText(connection.settings?.[field.name]);
  return {
    name: connection.name,
    intervalMinutes: String(connection.intervalMs / 60_000),
    values,
    tagKeys: toTagKeys(connection.tagRules),
  };
}
