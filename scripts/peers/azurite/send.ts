import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';

export interface Sent {
  method: 'GET' | 'PUT' | 'DELETE';
  url: string;
  headers?: Readonly<Record<string, string | number>>;
  body?: Uint8Array;
}

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export type Send = (sent: Sent) => Promise<Answered>;

/** A plain client, apart from Millwright's own, that trusts one authority. Its sockets are kept for the next request. */
export function createClient(ca: string): { send: Send; close(): void } {
  const agent = new Agent({ ca, keepAlive: true });
  const send: Send = ({ method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method, headers: { ...headers, 'content-length': body?.length ?? 0 }, agent });
      sent.on('error', reject);
      sent.on('response', (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      });
      sent.end(body);
    });
  return { send, close: () => agent.destroy() };
}

/** Whether anything answers there, whatever it says. */
export async function answers(url: string, ca: string): Promise<boolean> {
  const client = createClient(ca);
  try {
    await client.send({ method: 'GET', url });
    return true;
  } catch {
    return false;
  } finally {
    client.close();
  }
}
