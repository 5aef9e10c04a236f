import { z } from 'zod';
import { createGuardedFetch } from '../../contract/http/guarded-fetch';
import type { ProviderCall } from '../../contract/provider-calls';
import { ProviderError } from '../../contract/provider-error';
import { toSlurmProviderError } from '../faults/to-slurm-provider-error';
import { type Envelope, envelopeSchema, NoClusterName, NoCredentials, NoVersion, SlurmRefusal } from './answers';
import { type ApiVersion, apiVersions } from './api-versions';
import type { SlurmSession } from './slurm-session';
import { tokenExpiryOf } from './token-expiry';

/** What can be asked of slurmctld; each is an operation `slurm:<resource>` too. */
export type SlurmResource = 'ping' | 'diag' | 'nodes' | 'partitions' | 'reservations' | 'jobs';

/** A cluster's slurmrestd, reached through one session. Everything rejects with a `ProviderError`. */
export interface Slurm {
  /** Where it answers, in words. */
  place: string;
  now: () => Date;
  /** The newest version that it and Millwright speak. */
  version(): Promise<ApiVersion>;
  /** What the cluster is called: by the connection, or else by itself. */
  clusterName(): Promise<string>;
  /** `read` makes of a document what is wanted, and may throw for one that is not as described. */
  request<T>(resource: SlurmResource, read: (document: unknown) => T): Promise<T>;
}

/** What a ping told while the version was sought: its document, or why there is none. */
interface Hello {
  version: ApiVersion;
  envelope: Envelope | null;
}

const opened = new WeakMap<SlurmSession, Slurm>();

/** The session's slurmrestd; what was agreed with it once holds for the whole session. */
export function openSlurm(session: SlurmSession): Slurm {
  const known = opened.get(session);
  if (known) return known;
  const slurm = create(session);
  opened.set(session, slurm);
  return slurm;
}

function create({ settings, secret, transport, calls, now }: SlurmSession): Slurm {
  const { endpoint, clusterName, user } = settings;
  const send = createGuardedFetch(transport);
  const place = clusterName === undefined ? `Slurm at ${new URL(endpoint).host}` : `the Slurm cluster ${clusterName}`;

  const callOf = (resource: SlurmResource): ProviderCall => ({
    operation: `slurm:${resource}`,
    bucket: endpoint,
    priceMicroUsd: 0,
    place,
  });
  const refuse = (reason: Error) => toSlurmProviderError(reason, callOf('ping'), now());

  const ask = <T>(resource: SlurmResource, version: ApiVersion, read: (document: unknown) => T): Promise<T> =>
    calls.run(callOf(resource), async (signal) => {
      if (secret === null) throw new NoCredentials();
      const headers = {
        accept: 'application/json',
        'x-slurm-user-name': user,
        'x-slurm-user-token': secret.token,
      };
      const answer = await send(`${endpoint}/slurm/${version}/${resource}`, { headers, signal });
      const text = await answer.text();
      const document = answer.status === 200 ? JSON.parse(text) : parseIfJson(text);
      const envelope = envelopeSchema.safeParse(document).data ?? null;
      if (answer.status !== 200 || (envelope !== null && envelope.errors.length > 0)) {
        throw new SlurmRefusal({
          status: answer.status,
          envelope,
          retryAfter: answer.headers.get('retry-after') ?? undefined,
          date: answer.headers.get('date') ?? undefined,
          tokenExpiry: tokenExpiryOf(secret.token),
        });
      }
      return read(document);
    });

  /** A version that is not served is not found; any other answer of slurmrestd's own says that it is. */
  const negotiate = async (): Promise<Hello> => {
    for (const version of apiVersions) {
      try {
        return { version, envelope: await ask('ping', version, (document) => pingedSchema.parse(document)) };
      } catch (error) {
        const refusal = error instanceof ProviderError && error.cause instanceof SlurmRefusal ? error.cause : null;
        if (refusal?.facts.status === 404) continue;
        if (refusal?.facts.envelope && refusal.errorNumber !== null)
          return { version, envelope: refusal.facts.envelope };
        throw error;
      }
    }
    throw refuse(new NoVersion());
  };
  let greeting: Promise<Hello> | null = null;
  const hello = () => {
    greeting ??= negotiate();
    return greeting;
  };

  return {
    place,
    now,
    version: async () => (await hello()).version,
    async clusterName() {
      if (clusterName !== undefined) return clusterName;
      const { envelope } = await hello();
      const told = envelope?.meta.cluster;
      if (told) return told;
      throw refuse(new NoClusterName());
    },
    request: async (resource, read) => ask(resource, (await hello()).version, read),
  };
}

/** A document of slurmrestd's own: a page of somebody else's has no pings. */
const pingedSchema = envelopeSchema.extend({ pings: z.array(z.unknown()) });

/** A refusal may come from a proxy before slurmrestd, or in plain text, as for a missing token. */
function parseIfJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
