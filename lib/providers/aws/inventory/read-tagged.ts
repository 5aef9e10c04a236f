import { addFault } from '../../contract/faults/add-fault';
import { ProviderError } from '../../contract/provider-error';
import { saysAbsent } from '../faults/error-codes';

export interface Tagged<Source> {
  source: Source;
  /** Null when they could not be read; the fault says why. */
  tags: Record<string, string> | null;
}

/** Reads the tags of each where the listing does not carry them. One that has ceased to exist since is left out. */
export async function readTagged<Source>(
  sources: readonly Source[],
  faults: ProviderError[],
  read: (source: Source) => Promise<Record<string, string>>,
): Promise<Tagged<Source>[]> {
  const readings = sources.map(async (source): Promise<Tagged<Source>[]> => {
    try {
      return [{ source, tags: await read(source) }];
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (saysAbsent(error)) return [];
      addFault(faults, error);
      return [{ source, tags: null }];
    }
  });
  return (await Promise.all(readings)).flat();
}
