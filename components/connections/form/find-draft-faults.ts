import type { FieldFault } from '@/lib/domain/refusal';
import type { ConnectionDraft, ConnectionField } from './connection-draft';

const longestIntervalMinutes = 1440;

/**
 * What is plainly wrong before anything is sent, by the API's own paths (`name`, `settings.regions`, `secret.…`).
 * A secret is asked for whole or not at all, so its required fields count only once one of them is filled
 * or when `secretDemanded` says that none may be missing.
 */
export function findDraftFaults(
  fields: readonly ConnectionField[],
  draft: ConnectionDraft,
  secrets: Record<string, string>,
  secretDemanded: boolean,
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (draft.name.trim() === '') faults.push({ path: 'name', message: 'Give the connection a name.' });
  if (draft.intervalMinutes.trim() !== '') {
    const minutes = Number(draft.intervalMinutes);
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > longestIntervalMinutes) {
      faults.push({ path: 'intervalMs', message: 'Enter whole minutes from 1 to 1440.' });
    }
  }
  const [firstSecret] = fields.filter((field) => field.secret);
  const secretBegun = fields.some((field) => field.secret && (secrets[field.name] ?? '').trim() !== '');
  for (const field of fields) {
    const isDemanded = secretDemanded && !secretBegun && field === firstSecret;
    if (!field.required && !isDemanded) continue;
    if (field.secret) {
      const isAsked = secretDemanded || secretBegun;
      if (isAsked && (secrets[field.name] ?? '').trim() === '') {
        faults.push({ path: `secret.${field.name}`, message: `Enter the ${toWordsWithin(field.label)}.` });
      }
    } else if ((draft.values[field.name] ?? '').trim() === '') {
      faults.push({ path: `settings.${field.name}`, message: `Enter the ${toWordsWithin(field.label)}.` });
    }
  }
  return faults;
}

/** A label within a sentence: `CA certificate` stays, `Access key id` begins small. */
export function toWordsWithin(label: string): string {
  const [first = '', second = ''] = label;
  return second === second.toUpperCase() && second !== ' ' ? label : first.toLowerCase() + label.slice(1);
}

/** The field an API fault belongs to: `settings.regions.0` is told beside `settings.regions`. */
export function faultsOf(faults: readonly FieldFault[], path: string): string[] {
  return faults
    .filter((fault) => fault.path === path || fault.path.startsWith(`${path}.`))
    .map((fault) => fault.message);
}
