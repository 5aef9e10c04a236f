import { z } from 'zod';
import type { ProviderId } from '@/lib/domain/provider';
import { Refusal } from '@/lib/domain/refusal';
import { createGuardedTransport } from '@/lib/providers/contract/egress/create-guarded-transport';
import { EgressRefusal } from '@/lib/providers/contract/egress/egress-refusal';
import type { Provider } from '@/lib/providers/contract/provider';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';

/** Settings and secret that the provider accepts, as they are to be stored. */
export interface JudgedConnection {
  provider: Provider;
  settings: z.infer<typeof storableSchema>;
  secret: Record<string, string> | null;
  /** Where the secret goes and whom it trusts: when this differs, the secret must be entered again. */
  destinations: string;
}

const storableSchema = z.record(z.string(), z.json());
const secretSchema = z.record(z.string(), z.string()).nullable();

/**
 * Judges settings and secret by the provider's schemas and the egress rules. Throws an `invalid` Refusal that names the
 * fields. Only what an address spells is judged here: names are judged whenever they are dialled.
 */
export async function judgeConnection(
  providerId: ProviderId,
  input: { settings: unknown; secret: unknown },
  egressAllow: readonly string[],
): Promise<JudgedConnection> {
  const provider = await loadProvider(providerId);
  refuseForbiddenAddresses(input.settings, egressAllow);
  const session = openSession(provider, {
    ...input,
    egressAllow,
    signal: AbortSignal.abort(), // nothing is called
    now: () => new Date(),
  });
  session.transport.close();
  return {
    provider,
    settings: storableSchema.parse(toPlainJson(session.settings)),
    secret: secretSchema.parse(toPlainJson(session.secret)),
    destinations: describeDestinations(provider, session.settings),
  };
}

/** Like `JudgedConnection.destinations`, for settings as stored. Null when they no longer fit the provider. */
export function destinationsOf(provider: Provider, settings: unknown): string | null {
  const parsed = provider.settingsSchema.safeParse(settings);
  return parsed.success ? describeDestinations(provider, parsed.data) : null;
}

function describeDestinations(provider: Provider, settings: unknown): string {
  const certificate = provider.caCertificateOf?.(settings) ?? null;
  return JSON.stringify([[...provider.secretDestinations(settings)].sort(), certificate]);
}

/** Names the very field that holds a forbidden address, which the provider's own check cannot. */
function refuseForbiddenAddresses(settings: unknown, egressAllow: readonly string[]): void {
  const parsed = storableSchema.safeParse(settings);
  if (!parsed.success) return;
  const transport = createGuardedTransport({ allow: egressAllow });
  try {
    for (const [field, value] of Object.entries(parsed.data)) {
      const url = typeof value === 'string' && /^\s*https?:/i.test(value) ? URL.parse(value.trim()) : null;
      if (url !== null) refuseForbidden(() => transport.assertAllowed(url), `settings.${field}`);
    }
  } finally {
    transport.close();
  }
}

function refuseForbidden(check: () => void, path: string): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof EgressRefusal)) throw error;
    const message = error.remedy === undefined ? error.message : `${error.message} ${error.remedy}`;
    throw new Refusal('invalid', message, [{ path, message }]);
  }
}

/** As JSON keeps it: absent fields vanish. */
function toPlainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
