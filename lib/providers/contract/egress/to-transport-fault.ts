import type { ProviderCall } from '../provider-calls';
import { ProviderError } from '../provider-error';
import { ResponseTooLarge } from './cap-response';
import { EgressRefusal } from './egress-refusal';

/** The fault of a call that our own transport stopped; null when the error is not the transport's. */
export function toTransportFault(error: unknown, { operation }: ProviderCall): ProviderError | null {
  if (error instanceof EgressRefusal) {
    const { kind, code, remedy, message } = error;
    return new ProviderError({ kind, code, remedy, message, operation, cause: error });
  }
  if (error instanceof ResponseTooLarge) {
    return new ProviderError({
      kind: 'response-unexpected',
      code: 'ResponseTooLarge',
      operation,
      message: `${operation} answered with more than ${Math.floor(error.limitBytes / 2 ** 20)} MiB in one page.`,
      remedy: 'Check that the endpoint is the provider’s own; no real page is that large.',
      cause: error,
    });
  }
  return null;
}
