/**
 * The first and last byte a Range header asks for, of so many; null where it asks for none, or in a way that is passed
 * over, as several ranges are.
 */
export function readRange(
  header: string | undefined,
  size: number,
): readonly [number, number] | 'unsatisfiable' | null {
  const parts = header === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(header);
  if (!parts || (parts[1] === '' && parts[2] === '')) return null;
  if (parts[1] === '') {
    const length = Math.min(Number(parts[2]), size);
    return length === 0 ? 'unsatisfiable' : [size - length, size - 1];
  }
  const from = Number(parts[1]);
  const to = parts[2] === '' ? size - 1 : Math.min(Number(parts[2]), size - 1);
  if (from >= size) return 'unsatisfiable';
  return from > to ? null : [from, to];
}
