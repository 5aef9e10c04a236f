import type { GoogleRecord } from '../../world/google-cloud/records';
import { timestamp } from '../documents/write';
import { invalidArgument } from '../google-error';
import { assetTypeOf } from './asset-types';
import { attributesOf, displayNameOf, placeOf, stateOf } from './describe-asset';

type Test = (record: GoogleRecord) => boolean;

const fields: Record<string, (record: GoogleRecord) => (string | null)[]> = {
  name: ({ fullName }) => [fullName],
  assetType: ({ kind }) => [assetTypeOf(kind).name],
  displayName: (record) => [displayNameOf(record)],
  location: ({ location }) => [location],
  state: (record) => [stateOf(record)],
  project: (record) => [placeOf(record).project],
  folders: (record) => placeOf(record).folders,
  organization: (record) => [placeOf(record).organization],
  parentFullResourceName: (record) => [placeOf(record).parent?.fullName ?? null],
  labels: ({ labels }) => Object.entries(labels).flat(),
  networkTags: (record) => (record.kind === 'instance' ? record.networkTags : []),
};

/**
 * What a query statement asks for: terms such as `location:us-central1`, `state=RUNNING`, `labels.team:speech` and free
 * words, all of which must hold. Alternatives, negation and times are refused rather than misread.
 */
export function parseQuery(query: string): Test {
  const terms = (query.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).filter((term) => term !== 'AND');
  const tests = terms.map((term) => {
    if (/^(OR|NOT)$|[()<>]|^-/.test(term)) throw invalidArgument(`The query "${query}" is not supported by this face.`);
    return toTest(term);
  });
  return (record) => tests.every((test) => test(record));
}

function toTest(term: string): Test {
  const match = /^([A-Za-z]+)(?:\.([\w-]+))?([:=])(.+)$/.exec(term);
  if (!match) return (record) => freeTexts(record).some((text) => containsWord(text, unquote(term)));
  const [, field = '', key, operator, quoted = ''] = match;
  const value = unquote(quoted);
  const holds = (text: string | null) =>
    text !== null && (operator === '=' ? text.toLowerCase() === value.toLowerCase() : containsWord(text, value));
  if (field === 'labels' && key !== undefined) {
    return ({ labels }) => labels[key] !== undefined && (value === '*' || holds(labels[key]));
  }
  const read = fields[field];
  if (!read) throw invalidArgument(`The field "${field}" cannot be searched by.`);
  return (record) => read(record).some(holds);
}

function freeTexts(record: GoogleRecord): string[] {
  const texts = Object.values(fields).flatMap((read) => read(record));
  const attributes = Object.values(attributesOf(record) ?? {}).map(String);
  return [...texts.filter((text) => text !== null), ...attributes];
}

/** Whether every word of the value is a word of the text, or with `*` begins one. */
function containsWord(text: string, value: string): boolean {
  const words = split(text);
  return value
    .toLowerCase()
    .split(/[^a-z0-9_*]+/)
    .filter((word) => word !== '')
    .every((word) =>
      word.endsWith('*') ? words.some((each) => each.startsWith(word.slice(0, -1))) : words.includes(word),
    );
}

function split(text: string): string[] {
  return text.toLowerCase().split(/[^a-z0-9_]+/);
}

function unquote(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}

const sortable: Record<string, (record: GoogleRecord) => string> = {
  name: ({ fullName }) => fullName,
  assetType: ({ kind }) => assetTypeOf(kind).name,
  project: (record) => placeOf(record).project ?? '',
  displayName: displayNameOf,
  location: ({ location }) => location,
  createTime: ({ createdAt }) => timestamp(createdAt),
  updateTime: ({ updatedAt }) => timestamp(updatedAt),
  state: (record) => stateOf(record) ?? '',
  parentFullResourceName: (record) => placeOf(record).parent?.fullName ?? '',
  parentAssetType: (record) => placeOf(record).parent?.assetType ?? '',
};

/** Orders records as `orderBy` says, e.g. `location DESC, name`. */
export function parseOrder(orderBy: string): (left: GoogleRecord, right: GoogleRecord) => number {
  const keys = orderBy.split(',').map((part) => {
    const [field = '', direction = 'ASC'] = part.trim().split(/\s+/);
    const read = sortable[field];
    if (!read || !/^(ASC|DESC)$/i.test(direction)) throw invalidArgument(`Invalid order_by: "${orderBy}".`);
    return { read, sign: direction.toUpperCase() === 'DESC' ? -1 : 1 };
  });
  return (left, right) => {
    for (const { read, sign } of keys) {
      const [leftKey, rightKey] = [read(left), read(right)];
      if (leftKey !== rightKey) return leftKey < rightKey ? -sign : sign;
    }
    return 0;
  };
}
