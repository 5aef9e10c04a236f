/**
 * Keeps what was made for the keys asked for lately, so that what has not changed from one instant to the next is not
 * made again. Only saves work: what is made for a key must always be the same.
 */
export function remember<T>(most: number): (key: string, make: () => T) => T {
  const kept = new Map<string, T>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make();
    kept.set(key, made);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return made;
  };
}
