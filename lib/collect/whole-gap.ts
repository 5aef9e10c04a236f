import type { Gap } from '@/lib/domain/provider-fault';
import { Refusal } from '@/lib/domain/refusal';
import { ProviderError } from '@/lib/providers/contract/provider-error';
import { SecretUnreadable } from '@/lib/store/secrets/secret-unreadable';

/** What kept everything from being read; null when it is a fault of ours. */
export function toWholeGap(error: unknown): Gap | null {
  if (error instanceof ProviderError) return error.toGap({});
  if (error instanceof SecretUnreadable)
    return {
      fault: 'credentials-rejected',
      code: 'SecretUnreadable',
      message: error.message,
      remedy: 'Give the worker the master key that sealed the secret, or enter the secret again.',
    };
  if (error instanceof Refusal) {
    const details = error.errors.map(({ path, message }) => `${path}: ${message}`);
    return {
      fault: 'capability-unsupported',
      code: 'ConnectionRefused',
      message: [error.message, ...details].join(' '),
      remedy: 'Edit the connection, or the egress rules of the deployment.',
    };
  }
  return null;
}
