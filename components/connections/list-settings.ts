import type { Connection, ProviderDescription } from '@/lib/api/contracts/connections';

type Json = NonNullable<Connection['settings']>[string];

/** One setting to show. */
export interface ShownSetting {
  name: string;
  label: string;
  /** Null when it is not set. */
  value: Json;
  /** What leaving it empty means; null when that means nothing in particular. */
  whenEmpty: string | null;
}

const meaningsOfEmpty: Record<string, string> = {
  regions: 'Every region enabled in each account',
  roleArns: 'None: the account of the credentials themselves is read',
  subscriptions: 'Every subscription the application sees',
  cloud: 'Azure’s public cloud',
  namespaces: 'system, which has the alerts of the whole tenant',
};

/** A connection's settings in the order of the provider's form, then those the form does not know. */
export function listSettings(
  fields: ProviderDescription['fields'],
  settings: NonNullable<Connection['settings']>,
): ShownSetting[] {
  const known = fields
    .filter(({ secret, name }) => !secret && (name in settings || name in meaningsOfEmpty))
    .map(({ name, label }) => toShown(name, label, settings[name]));
  const others = Object.entries(settings).filter(([name]) => !fields.some((field) => field.name === name));
  return [...known, ...others.map(([name, value]) => toShown(name, name, value))];
}

function toShown(name: string, label: string, value: Json | undefined): ShownSetting {
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return { name, label, value: isEmpty ? null : value, whenEmpty: meaningsOfEmpty[name] ?? null };
}
