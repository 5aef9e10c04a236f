import type { FieldFault } from '@/lib/domain/refusal';

/** What is wrong with a field, in a sentence; null: nothing. `path` as the API names it, `attribution.0.source.key`. */
export type FindFault = (path: string) => string | null;

/** Looks faults up by their field; what the API says of `rules.` it says of the draft. */
export function toFindFault(faults: readonly FieldFault[]): FindFault {
  const found = new Map(faults.map(({ path, message }) => [path.replace(/^rules\./, ''), message]));
  return (path) => found.get(path) ?? null;
}

/** The id of a field, by its path. */
export function toFieldId(path: string): string {
  return `rules-${path.replaceAll('.', '-')}`;
}
