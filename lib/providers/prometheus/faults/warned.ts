import { ProviderError } from '../../contract/provider-error';

/** The server answered, and said that the answer may lack something. */
export function warned(operation: string, host: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'Warnings',
    operation,
    message: `The server ${host} answered ${operation} with warnings, so some of what it has may be missing.`,
    remedy: 'Look at the health of the server and of the stores behind it; the next collection reads what follows.',
  });
}
