import { isJson } from '@/lib/access/request/assert-same-origin';
import { Refusal } from '@/lib/domain/refusal';
import { nestsDeeperThan } from './nests-deeper-than';
import { RequestFault } from './request-fault';

export interface BodyLimits {
  maxBytes: number;
  /** The whole body must have arrived after this long, in milliseconds. */
  withinMs: number;
  maxDepth: number;
}

export const bodyLimits: BodyLimits = { maxBytes: 1_048_576, withinMs: 10_000, maxDepth: 64 };

/** One that JSON spells out, behind no other backslash; the database takes none. */
const nul = /(?<!\\)(?:\\\\)*\\u0000/;

/** The parsed JSON body; undefined when there is none. Stops reading at the first byte too many or second too late. */
export async function readJsonBody(request: Request, limits: BodyLimits = bodyLimits): Promise<unknown> {
  if (request.body === null) return undefined;
  const type = request.headers.get('content-type');
  if (type !== null && !isJson(type)) throw notJson();
  if (request.headers.get('content-encoding') !== null)
    throw new RequestFault(415, 'The body must be sent without a content encoding.');
  if (Number(request.headers.get('content-length')) > limits.maxBytes) throw tooLarge(limits);
  const text = await readText(request.body, limits);
  if (text === '') return undefined;
  // Without a type there may be nothing to have one: Next shows a body even where none was sent.
  if (type === null) throw notJson();
  if (nul.test(text)) throw new RequestFault(400, 'The body holds a NUL character.');
  if (nestsDeeperThan(text, limits.maxDepth))
    throw new RequestFault(400, `The body nests deeper than ${limits.maxDepth} levels.`);
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestFault(400, 'The body is not valid JSON.');
  }
}

async function readText(body: ReadableStream<Uint8Array>, limits: BodyLimits): Promise<string> {
  const reader = body.getReader();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const fault = new RequestFault(408, `The body did not arrive within ${limits.withinMs / 1000} seconds.`);
    timer = setTimeout(() => reject(fault), limits.withinMs);
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) break;
      bytes += value.byteLength;
      if (bytes > limits.maxBytes) throw tooLarge(limits);
      chunks.push(value);
    }
    return decode(chunks);
  } catch (error) {
    // The sender is told by the answer; what it still sends is nobody's concern.
    reader.cancel().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function decode(chunks: Uint8Array[]): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new RequestFault(400, 'The body is not valid UTF-8.');
  }
}

function notJson(): RequestFault {
  return new RequestFault(415, 'The body must be sent as application/json.');
}

function tooLarge(limits: BodyLimits): Refusal {
  return new Refusal('too-large', `The body is larger than ${limits.maxBytes} bytes.`);
}
