import type { ConnectionCheck } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { factsOf, isGoogleOperation } from '../permissions/operations';

/** Makes one check of an attempt; throws only what is no provider's fault. `value`: what the attempt gave, if it did. */
export async function tryTo<T>(
  title: string,
  about: Pick<ConnectionCheck, 'permission' | 'account'>,
  attempt: () => Promise<T>,
): Promise<{ check: ConnectionCheck; value?: T }> {
  try {
    const value = await attempt();
    return { check: { title, ...about, outcome: 'passed' }, value };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const permission = about.permission ?? permissionOf(error);
    return { check: { title, ...about, ...(permission && { permission }), ...toFailure(error) } };
  }
}

/** The permission whose lack a fault is about; undefined when it is about something else. */
export function permissionOf({ operation, kind }: ProviderError): string | undefined {
  if (kind !== 'permission-missing') return undefined;
  return isGoogleOperation(operation) ? factsOf(operation).permission : undefined;
}

/** What a fault makes of a check. */
export function toFailure({ message, remedy }: ProviderError): Pick<ConnectionCheck, 'outcome' | 'message' | 'remedy'> {
  return { outcome: 'failed', message, ...(remedy === undefined ? {} : { remedy }) };
}
