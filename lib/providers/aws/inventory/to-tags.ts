interface TagPair {
  Key?: string;
  Value?: string;
}

/** Tags of an answer that always carries them: absent means none. A tag without a value has the empty one. */
export function toTags(pairs: readonly TagPair[] | undefined): Record<string, string> {
  return Object.fromEntries((pairs ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])));
}

/** The Name tag where there is one that is not blank, otherwise the fallback. */
export function toName(tags: Record<string, string> | null, fallback: string): string {
  const name = tags !== null && Object.hasOwn(tags, 'Name') ? tags.Name : undefined;
  return name === undefined || name.trim() === '' ? fallback : name;
}

/** The same for services that write `key` and `value`. */
export function toLowerCaseTags(
  pairs: readonly { key?: string; value?: string }[] | undefined,
): Record<string, string> {
  return toTags(pairs?.map(({ key, value }) => ({ Key: key, Value: value })));
}
