import { addFault } from '../../contract/faults/add-fault';
import { ProviderError } from '../../contract/provider-error';
import { saysAbsent } from '../faults/error-codes';

export interface Detailed<Key, Detail> {
  key: Key;
  /** Null when it could not be read: the thing is known to exist and no more. */
  detail: Detail | null;
}

/** Reads the detail of each listed thing. One that has ceased to exist since is left out. */
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
      if (saysAbsent(error)) return [];
      addFault(faults, error);
      return [{ key, detail: null }];
    }
  });
  return (await Promise.all(readings)).flat();
}
