/** A key press, as far as shortcuts care. `key` is the event's own, e.g. `j`, `?`, `Enter`. */
export interface KeyPress {
  key: string;
  hasModifier: boolean;
}

/** What a press does: runs a shortcut, waits for the second key of a sequence, or nothing. */
export type KeyMatch = { kind: 'run'; keys: string } | { kind: 'wait'; first: string } | { kind: 'none' };

/**
 * Finds the shortcut a press completes. Shortcuts are single keys (`j`, `?`) or two in a row (`g i`).
 * `waiting` is the first key of a sequence under way, null when there is none.
 */
export function matchKeys(press: KeyPress, waiting: string | null, shortcuts: Iterable<string>): KeyMatch {
  if (press.hasModifier) return { kind: 'none' };
  const known = [...shortcuts];
  const sequence = waiting === null ? press.key : `${waiting} ${press.key}`;
  if (known.includes(sequence)) return { kind: 'run', keys: sequence };
  if (waiting === null && known.some((keys) => keys.startsWith(`${press.key} `))) {
    return { kind: 'wait', first: press.key };
  }
  return { kind: 'none' };
}
