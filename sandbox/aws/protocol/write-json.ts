import { NamedList, type WireDocument, type WireValue } from './wire-value';
import { isList } from './write-xml';

/** Writes a document as JSON; timestamps are seconds since the Unix epoch, with milliseconds as a fraction. */
export function writeJson(document: WireDocument): string {
  return JSON.stringify(toJson(document));
}

type Json = string | number | boolean | Json[] | { [member: string]: Json };

function toJson(value: WireValue): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof NamedList) throw new Error('Lists have no element names in JSON.');
  if (isList(value)) {
    return value.flatMap((item) => {
      const json = toJson(item);
      return json === undefined ? [] : [json];
    });
  }
  if (typeof value !== 'object') return value;
  const members: { [member: string]: Json } = {};
  for (const [name, member] of Object.entries(value)) {
    const json = toJson(member);
    if (json !== undefined) members[name] = json;
  }
  return members;
}
