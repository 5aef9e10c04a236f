import type { TagRules } from './resource';

/** What tags say of a resource; null where no rule finds a value. */
export interface TagFindings {
  owner: string | null;
  team: string | null;
  site: string | null;
}

/** Applies tag rules: keys compare without regard to case, the first key with a value wins, blank values count as absent. */
export function applyTagRules(tags: Record<string, string>, rules: TagRules): TagFindings {
  const values = new Map<string, string>();
  // In code point order, so that of keys that differ in case alone the same one counts whatever order they come in.
  for (const key of Object.keys(tags).sort()) {
    const value = tags[key]?.trim();
    if (value && !values.has(key.toLowerCase())) values.set(key.toLowerCase(), value);
  }
  const find = (keys: string[]) => {
    const key = keys.find((candidate) => values.has(candidate.toLowerCase()));
    return key === undefined ? null : (values.get(key.toLowerCase()) ?? null);
  };
  return { owner: find(rules.owner), team: find(rules.team), site: find(rules.site) };
}
