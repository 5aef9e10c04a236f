import { type AgentOptions, type ClientRequestArgs, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions as HttpsAgentOptions, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import type { EgressGuard } from './egress-guard';
import { EgressRefusal } from './egress-refusal';

type Created = (error: Error | null, stream: Duplex) => void;

/** An HTTP agent that dials only what its guard lets through. */
export class GuardedHttpAgent extends HttpAgent {
  readonly #guard: EgressGuard;

  constructor(guard: EgressGuard, options: AgentOptions) {
    super(options);
    this.#guard = guard;
  }

  override createConnection(options: ClientRequestArgs, created?: Created): Duplex | null | undefined {
    return super.createConnection({ ...options, ...toGuardedTarget(this.#guard, options, true) }, created);
  }
}

/** An HTTPS agent that dials only what its guard lets through. */
export class GuardedHttpsAgent extends HttpsAgent {
  readonly #guard: EgressGuard;

  constructor(guard: EgressGuard, options: HttpsAgentOptions) {
    super(options);
    this.#guard = guard;
  }

  override createConnection(options: RequestOptions, created?: Created): Duplex | null | undefined {
    return super.createConnection({ ...options, ...toGuardedTarget(this.#guard, options, false) }, created);
  }
}

/** A name that has to be looked up, so that the lookup can refuse; it is never resolved. */
const refusedHost = 'refused.invalid';

/** Names are judged by the guard's lookup; literal addresses skip lookups, so a refused one is replaced by a name that fails. */
function toGuardedTarget(
  guard: EgressGuard,
  options: ClientRequestArgs,
  plain: boolean,
): { lookup: LookupFunction } & Partial<ClientRequestArgs> {
  const refusal = options.socketPath
    ? EgressRefusal.ofScheme('unix:')
    : guard.refuseHost(options.host ?? options.hostname ?? 'localhost', plain);
  if (refusal === null) return { lookup: guard.lookup(plain) };
  return {
    host: refusedHost,
    hostname: refusedHost,
    socketPath: undefined,
    path: null,
    lookup: (_name, _options, callback) => callback(refusal, '', 0),
  };
}
