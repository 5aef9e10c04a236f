import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP } from 'node:net';
import { ProbeSettingsError } from './probe-settings';

/** What the console answered, or why it did not. */
export type ConsoleAnswer =
  | { is: 'answered'; body: unknown; askedMs: number; heardMs: number }
  /** It is there and says no: the status tells why. */
  | { is: 'refused'; status: number; detail: string }
  | { is: 'away'; why: string };

const withinMs = 15_000;
const mostBytes = 1_048_576;

/** Talks with the console, and sends the token nowhere else: redirects are not followed, and only loopback goes without TLS. */
export class ConsoleClient {
  readonly origin: string;
  readonly #token: string;

  /** Throws a ProbeSettingsError for an address the token may not be sent to. */
  constructor(address: string, token: string) {
    if (!URL.canParse(address)) throw new ProbeSettingsError(`“${address}” is no address of a console.`);
    const url = new URL(address);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
      throw new ProbeSettingsError(
        'The console must be reached by https: the token would go in the clear. Only loopback may be http.',
      );
    this.origin = url.origin;
    this.#token = token;
  }

  ask(method: 'GET' | 'POST', path: string, body?: string): Promise<ConsoleAnswer> {
    const url = new URL(path, this.origin);
    const send = url.protocol === 'https:' ? requestSecure : requestPlain;
    return new Promise((resolve) => {
      const askedMs = performance.now();
      const away = (why: string) => {
        clearTimeout(timer);
        request.destroy();
        resolve({ is: 'away', why });
      };
      const headers: Record<string, string> = { authorization: `Bearer ${this.#token}`, connection: 'close' };
      if (body !== undefined) headers['content-type'] = 'application/json';
      const request = send(url, { method, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > mostBytes) away('its answer is too long');
        });
        answer.on('error', () => away('its answer broke off'));
        answer.on('end', () => {
          clearTimeout(timer);
          resolve(toAnswer(answer.statusCode, text, { askedMs, heardMs: performance.now() }));
        });
      });
      const timer = setTimeout(away, withinMs, 'it does not answer');
      request.on('error', (error: NodeJS.ErrnoException) => away(error.code ?? error.message));
      request.end(body);
    });
  }
}

function toAnswer(
  status: number | undefined,
  text: string,
  times: { askedMs: number; heardMs: number },
): ConsoleAnswer {
  if (status === undefined) return { is: 'away', why: 'its answer has no status' };
  if (status >= 300 && status < 400)
    return { is: 'refused', status, detail: 'it leads elsewhere, where we do not follow' };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { is: 'away', why: `what answers with ${status} is no console` };
  }
  if (status === 200) return { is: 'answered', body, ...times };
  if (status >= 500 || status === 429 || status === 408) return { is: 'away', why: `it answers with ${status}` };
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : '';
  return { is: 'refused', status, detail };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}
