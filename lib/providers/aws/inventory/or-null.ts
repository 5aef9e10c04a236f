import { ProviderError } from '../../contract/provider-error';

/** What a reading gives, or null after adding its fault to `faults`: for facts an item can be shown without. */
export async function orNull<T>(faults: ProviderError[], reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    faults.push(error);
    return null;
  }
}
