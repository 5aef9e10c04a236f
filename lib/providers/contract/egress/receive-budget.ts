import type { ProviderCall } from '../provider-calls';
import { ProviderError } from '../provider-error';

/** In bytes, of all answers of one session. A million machines come to about half of it. */
export const defaultReceiveLimitBytes = 16 * 2 ** 30;

/** What the answers of one session may hold together, so that one that never ends cannot keep a worker for ever. */
export class ReceiveBudget {
  readonly limitBytes: number;
  #received = 0;

  constructor(limitBytes: number = defaultReceiveLimitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Counts bytes that came in. Gives what to cut them off with once they are more than may come in, else null. */
  receive(bytes: number): ReceivedTooMuch | null {
    this.#received += bytes;
    return this.isExceeded ? new ReceivedTooMuch(this.limitBytes) : null;
  }

  /** Whether more came in than may: from then on nothing is to be asked. */
  get isExceeded(): boolean {
    return this.#received > this.limitBytes;
  }

  /** The fault of a call that was cut off or not made, since more came in than may. */
  toFault({ operation, place }: ProviderCall): ProviderError {
    const where = place === undefined ? '' : ` in ${place}`;
    return new ProviderError({
      kind: 'response-unexpected',
      code: 'ReceivedTooMuch',
      operation,
      message: `${operation}${where} was not read to its end: the answers of this run came to more than ${sayBytes(this.limitBytes)}.`,
      remedy:
        'Check that the endpoint is the provider’s own. If there really is that much, read it through several connections, each with a part of the accounts or regions.',
    });
  }
}

/** More came in, over all answers of a session, than it may receive. */
export class ReceivedTooMuch extends Error {
  constructor(limitBytes: number) {
    super(`The answers hold more than ${limitBytes} bytes together.`);
    this.name = 'ReceivedTooMuch';
  }
}

function sayBytes(bytes: number): string {
  return bytes >= 2 ** 30 ? `${Math.floor(bytes / 2 ** 30)} GiB` : `${bytes} bytes`;
}
