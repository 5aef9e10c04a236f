import type { WireDocument } from '../protocol/wire-value';

/** EC2's list of tags. */
export function tagSet(tags: Readonly<Record<string, string>>): WireDocument[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
