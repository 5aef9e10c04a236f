import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { capResponse } from '../../contract/egress/cap-response';
import type { GuardedTransport } from '../../contract/provider';

/** In milliseconds, from asking for a socket to a connected one. */
const connectionTimeoutMs = 10_000;

/** The SDK's handler over the connection's guarded agents, with a limit on how much an answer may hold. It follows no redirect. */
export class GuardedRequestHandler extends NodeHttpHandler {
  readonly #received: GuardedTransport['received'];

  constructor({ httpAgent, httpsAgent, received }: GuardedTransport) {
    super({ httpAgent, httpsAgent, connectionTimeout: connectionTimeoutMs });
    this.#received = received;
  }

  override async handle(...call: Parameters<NodeHttpHandler['handle']>): ReturnType<NodeHttpHandler['handle']> {
    const answer = await super.handle(...call);
    const { body } = answer.response;
    if (body instanceof Readable) answer.response.body = capResponse(body, this.#received);
    return answer;
  }

  /** The agents are the transport's to close, not the clients'. */
  override destroy(): void {}
}
