import type { ConnectionCheck } from '../../contract/provider';
import type { ProviderError } from '../../contract/provider-error';

/** A failed check's outcome, reason and remedy. */
export function toFailure({ message, remedy }: ProviderError): Pick<ConnectionCheck, 'outcome' | 'message' | 'remedy'> {
  return { outcome: 'failed', message, ...(remedy === undefined ? {} : { remedy }) };
}
