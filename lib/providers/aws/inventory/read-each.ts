import { ProviderError } from '../../contract/provider-error';
import { saysAbsent } from '../faults/error-codes';

export interface Detailed<Key, Detail> {
  key: Key;
  /** Null when we may not read it: the thing is known to exist and nothing more. */
  detail: Detail | null;
}

/**
 * Reads the detail of each listed thing. One that has ceased to exist since is left out. So is one whose read failed
 * for now, because what was known of it before is better than nothing; the fault says that it is missing.
 */
export async function readEach<Key, Detail>(
  keys: readonly Key[],
  faults: ProviderError[],
  read: (key: Key) => Promise<Detail>,
): Promise<Detailed<Key, Detail>[]> {
  const readings = keys.map(async (key): Promise<Detailed<Key, Detail>[]> => {
    try {
      return [{ key, detail: await read(key) }];
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (saysAbsent(error.code)) return [];
      faults.push(error);
      return error.kind === 'permission-missing' ? [{ key, detail: null }] : [];
    }
  });
  return (await Promise.all(readings)).flat();
}
