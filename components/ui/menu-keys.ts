/** Where a key leads in a menu of so many items, from the item it stands on (-1 for none); null when nowhere. */
export function stepInMenu(key: string, current: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (current + 1) % count;
  if (key === 'ArrowUp') return current <= 0 ? count - 1 : current - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

/** The next item after `current` whose name starts with what was typed; null when there is none. */
export function findByName(typed: string, current: number, names: readonly string[]): number | null {
  const wanted = typed.toLowerCase();
  // A letter typed anew moves on; a word typed further may stay.
  const from = typed.length === 1 ? current + 1 : Math.max(current, 0);
  for (let step = 0; step < names.length; step += 1) {
    const index = (from + step) % names.length;
    if (names[index]?.trim().toLowerCase().startsWith(wanted)) return index;
  }
  return null;
}
