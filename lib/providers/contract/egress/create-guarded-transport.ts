import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import type { GuardedTransport } from '../provider';
import { createEgressGuard, type Resolve } from './egress-guard';
import { GuardedHttpAgent, GuardedHttpsAgent } from './guarded-agents';
import { parseEgressRules } from './parse-egress-rules';

export interface GuardedTransportOptions {
  /** CIDRs that the deployment allows beside public addresses; see `parseEgressRules`. */
  allow: readonly string[];
  /** PEM of an authority to trust beside the system's; absent when none is needed. */
  caCertificate?: string;
  /** How names become addresses; the system's resolver when absent. */
  resolve?: Resolve;
}

/** Idle sockets close after this long, in milliseconds. */
const idleMs = 30_000;
const maxSocketsPerOrigin = 64;
const maxFreeSocketsPerOrigin = 32;

/** Agents for one connection. Close the transport when the connection's work is done. */
export function createGuardedTransport({ allow, caCertificate, resolve }: GuardedTransportOptions): GuardedTransport {
  const guard = createEgressGuard(parseEgressRules(allow), resolve);
  const pool = {
    keepAlive: true,
    timeout: idleMs,
    maxSockets: maxSocketsPerOrigin,
    maxFreeSockets: maxFreeSocketsPerOrigin,
    scheduling: 'lifo' as const,
  };
  const httpAgent = new GuardedHttpAgent(guard, pool);
  const httpsAgent = new GuardedHttpsAgent(guard, { ...pool, secureContext: toSecureContext(caCertificate) });
  return {
    httpAgent,
    httpsAgent,
    assertAllowed(url) {
      const refusal = guard.refuseUrl(url);
      if (refusal) throw refusal;
    },
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

/** Made once for all connections: reading the system's authorities takes far longer than a handshake. */
function toSecureContext(caCertificate: string | undefined): SecureContext {
  const own = caCertificate === undefined ? [] : [caCertificate];
  return createSecureContext({ ca: [...getCACertificates('default'), ...own], minVersion: 'TLSv1.2' });
}
