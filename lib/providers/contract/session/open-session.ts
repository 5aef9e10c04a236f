import { z } from 'zod';
import { Refusal } from '@/lib/domain/refusal';
import type { CallLimits } from '../calls/call-limits';
import { createProviderCalls } from '../calls/create-provider-calls';
import { createGuardedTransport, type GuardedTransportOptions } from '../egress/create-guarded-transport';
import { EgressRefusal } from '../egress/egress-refusal';
import { ReceiveBudget } from '../egress/receive-budget';
import type { GuardedTransport, Provider, ProviderSession } from '../provider';
import { parseConnection } from './parse-connection';

export interface SessionOptions {
  /** As stored or entered; the provider's schema decides. */
  settings: unknown;
  /** Null for the deployment's ambient credentials. */
  secret: unknown;
  /** CIDRs that the deployment allows beside public addresses. */
  egressAllow: readonly string[];
  /** Aborted when the work must stop; reads then throw its reason. */
  signal: AbortSignal;
  now: () => Date;
  /** Overrides of the provider's own call limits and rates. */
  limits?: Partial<CallLimits>;
  /** What all answers together may hold, in bytes; 16 GiB when absent. Beyond it every call is a fault. */
  receiveLimitBytes?: number;
}

/**
 * Everything a provider needs to work for one connection. Close `session.transport` afterwards.
 * Throws a `Refusal` of kind `invalid` when settings or secret do not fit the provider's schemas or name a
 * destination that the egress rules refuse; names are judged again, by address, whenever they are dialled.
 */
export function openSession<Settings, Secret>(
  provider: Provider<Settings, Secret>,
  options: SessionOptions,
): ProviderSession<Settings, Secret> {
  const { egressAllow, signal, now, limits, receiveLimitBytes } = options;
  const received = new ReceiveBudget(receiveLimitBytes);
  const { settings, secret } = parseConnection(provider, options);
  const transport = createTransport({
    allow: egressAllow,
    received,
    caCertificate: provider.caCertificateOf?.(settings),
    clientCertificate: provider.clientCertificateOf?.(settings, secret),
  });
  assertDestinations(transport, provider.secretDestinations(settings));
  const rules = provider.callRules;
  const calls = createProviderCalls({
    ...rules,
    received,
    limits: { ...rules.limits, ...limits },
    ratesOf: (bucket) => ({ ...rules.ratesOf?.(bucket), ...limits }),
    signal,
    now,
  });
  return { settings, secret, transport, calls, signal, now };
}

const tlsError = z.object({ code: z.string().regex(/^ERR_(OSSL|SSL)_/) });

/** Certificates that can be read may still not be fit for TLS: a key of another one, or a weak one. */
function createTransport(options: GuardedTransportOptions): GuardedTransport {
  try {
    return createGuardedTransport(options);
  } catch (error) {
    if (options.clientCertificate === undefined || !tlsError.safeParse(error).success) throw error;
    const reason = 'The client certificate cannot be shown: its key may be another’s, or too weak.';
    throw new Refusal('invalid', reason, [{ path: 'secret.clientCertificate', message: reason }]);
  }
}

function assertDestinations(transport: GuardedTransport, destinations: readonly string[]): void {
  for (const destination of destinations) {
    try {
      transport.assertAllowed(new URL(destination));
    } catch (error) {
      transport.close();
      if (!(error instanceof EgressRefusal)) throw error;
      const reason = error.remedy === undefined ? error.message : `${error.message} ${error.remedy}`;
      throw new Refusal('invalid', reason, [{ path: 'settings', message: reason }]);
    }
  }
}
