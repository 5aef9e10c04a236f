const forbidden = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'service', 'misc', 'data'];

/** The first part of a path whose name says nothing, or null: names speak the domain here. */
export function findForbiddenName(path: string): string | null {
  const words = path.split('/').map((part) => part.split('.')[0] ?? part);
  return words.find((word) => forbidden.includes(word.toLowerCase())) ?? null;
}
