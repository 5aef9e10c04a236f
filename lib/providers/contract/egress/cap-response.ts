import { pipeline, type Readable, Transform } from 'node:stream';
import type { ReceiveBudget } from './receive-budget';

/** No page of a provider's listing comes near this, in bytes. */
export const defaultResponseLimitBytes = 64 * 2 ** 20;

/** A response that went on beyond the limit; the rest was not read. */
export class ResponseTooLarge extends Error {
  readonly limitBytes: number;

  constructor(limitBytes: number) {
    super(`The response is larger than ${limitBytes} bytes.`);
    this.name = 'ResponseTooLarge';
    this.limitBytes = limitBytes;
  }
}

/**
 * The body, cut with `ResponseTooLarge` after `limitBytes`, or with `ReceivedTooMuch` where the budget of its session
 * ends; cutting closes its connection.
 */
export function capResponse(
  body: Readable,
  received: ReceiveBudget,
  limitBytes: number = defaultResponseLimitBytes,
): Readable {
  let bytes = 0;
  const capped = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      bytes += chunk.length;
      const cut = bytes > limitBytes ? new ResponseTooLarge(limitBytes) : received.receive(chunk.length);
      if (cut !== null) callback(cut);
      else callback(null, chunk);
    },
  });
  // The reader of `capped` sees every error; pipeline only makes sure that both ends close together.
  pipeline(body, capped, () => {});
  return capped;
}
