import { ProviderError } from '../../contract/provider-error';
import type { GoogleOperation } from '../permissions/operations';

/** The fault of a secret that cannot be used, before anything was sent. */
export function refuseSecret(operation: GoogleOperation, message: string): ProviderError {
  const remedy = 'Enter the credentials of the connection again.';
  return new ProviderError({ kind: 'credentials-rejected', code: 'SecretUnusable', operation, message, remedy });
}

/** The fault of a secret that would be sent to somebody else than Google. */
export function untrustedDestination(operation: GoogleOperation): ProviderError {
  return new ProviderError({
    kind: 'credentials-rejected',
    code: 'TokenAddressRefused',
    operation,
    message: 'The credentials name a token address that is neither Google’s nor the connection’s endpoint.',
    remedy: 'Enter credentials as Google hands them out, or name their origin as the endpoint of the connection.',
  });
}
