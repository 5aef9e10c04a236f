import type { WireDocument } from './protocol/wire-value';

/** Tags as a list of `Key` and `Value`, as most services write them. */
export function tagList(tags: Readonly<Record<string, string>>): WireDocument[] {
  return Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value }));
}
