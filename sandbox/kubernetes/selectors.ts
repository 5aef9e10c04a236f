import type { ClusterObject } from '../world/kubernetes/thing';
import { badRequest } from './refusals';

/** Whether an object is among those asked for. */
export type Matches = (object: ClusterObject) => boolean;

/** Reads the selectors of a request; null when there are none. */
export function readSelectors(query: Readonly<Record<string, string>>): Matches | null {
  const tests = [
    ...splitTerms(query.labelSelector ?? '').map(labelTest),
    ...splitTerms(query.fieldSelector ?? '').map(fieldTest),
  ];
  return tests.length === 0 ? null : (object) => tests.every((test) => test(object));
}

/** Splits at commas that are not within brackets. */
function splitTerms(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((term) => term.trim())
    .filter((term) => term !== '');
}

function labelTest(term: string): Matches {
  const labelAt = (key: string) => (object: ClusterObject) => object.metadata.labels?.[key];
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    const read = labelAt(key);
    return (object) => {
      const value = read(object);
      return (value !== undefined && values.includes(value)) === (operator === 'in');
    };
  }
  const equality = /^([^\s=!]+)\s*(==|=|!=)\s*(\S*)$/.exec(term);
  if (equality) {
    const [, key = '', operator, expected] = equality;
    const read = labelAt(key);
    return (object) => (read(object) === expected) === (operator !== '!=');
  }
  if (/^![^\s=!]+$/.test(term)) {
    const read = labelAt(term.slice(1));
    return (object) => read(object) === undefined;
  }
  if (/^[^\s=!]+$/.test(term)) {
    const read = labelAt(term);
    return (object) => read(object) !== undefined;
  }
  throw badRequest(`unable to parse requirement: ${term}`);
}

function fieldTest(term: string): Matches {
  const parsed = /^([\w.]+)(==|=|!=)(.*)$/.exec(term);
  if (!parsed) throw badRequest(`invalid field selector: ${term}`);
  const [, field = '', operator, expected] = parsed;
  const path = field.split('.');
  return (object) => (readPath(object, path) === expected) === (operator !== '!=');
}

/** The text at a path; what is absent is empty there, and a flag that is not set is false. */
function readPath(object: ClusterObject, path: readonly string[]): string {
  let value: unknown = object;
  for (const key of path) value = isRecord(value) ? value[key] : undefined;
  if (value === undefined) return path.at(-1) === 'unschedulable' ? 'false' : '';
  return String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
