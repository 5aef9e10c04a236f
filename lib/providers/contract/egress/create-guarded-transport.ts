import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import type { ClientCertificate, GuardedTransport } from '../provider';
import { createEgressGuard, type Resolve } from './egress-guard';
import { GuardedHttpAgent, GuardedHttpsAgent } from './guarded-agents';
import { parseEgressRules } from './parse-egress-rules';
import { ReceiveBudget } from './receive-budget';

export interface GuardedTransportOptions {
  /** CIDRs that the deployment allows beside public addresses; see `parseEgressRules`. */
  allow: readonly string[];
  /** PEM of an authority to trust beside the system's; absent when none is needed. */
  caCertificate?: string;
  /** Shown to servers that ask who is calling; absent when there is none. */
  clientCertificate?: ClientCertificate;
  /** What all answers together may hold; a budget of its own when absent. */
  received?: ReceiveBudget;
  /** How names become addresses; the system's resolver when absent. */
  resolve?: Resolve;
}

/** Idle sockets close after this long, in milliseconds. */
const idleMs = 30_000;
const maxSocketsPerOrigin = 64;
const maxFreeSocketsPerOrigin = 32;

/** Agents for one connection. Close the transport when the connection's work is done. */
export function createGuardedTransport({
  allow,
  caCertificate,
  clientCertificate,
  received = new ReceiveBudget(),
  resolve,
}: GuardedTransportOptions): GuardedTransport {
  const guard = createEgressGuard(parseEgressRules(allow), resolve);
  const pool = {
    keepAlive: true,
    timeout: idleMs,
    maxSockets: maxSocketsPerOrigin,
    maxFreeSockets: maxFreeSocketsPerOrigin,
    scheduling: 'lifo' as const,
  };
  const httpAgent = new GuardedHttpAgent(guard, pool);
  const httpsAgent = new GuardedHttpsAgent(guard, {
    ...pool,
    secureContext: toSecureContext(caCertificate, clientCertificate),
  });
  return {
    httpAgent,
    httpsAgent,
    received,
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
function toSecureContext(caCertificate: string | undefined, client: ClientCertificate | undefined): SecureContext {
  const own = caCertificate === undefined ? [] : [caCertificate];
  const shown = client === undefined ? {} : { cert: client.certificate, key: client.privateKey };
  return createSecureContext({ ca: [...getCACertificates('default'), ...own], ...shown, minVersion: 'TLSv1.2' });
}
