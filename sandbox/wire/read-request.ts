import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { WireRequest } from './wire';

const largestBody = 1024 * 1024;

/** Reads a whole request; null when its body is larger than any this face could want. */
export async function readRequest(message: IncomingMessage): Promise<WireRequest | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largestBody) return null;
    chunks.push(bytes);
  }
  const target = message.url ?? '/';
  const separator = target.indexOf('?');
  const [path, rawQuery] = separator < 0 ? [target, ''] : [target.slice(0, separator), target.slice(separator + 1)];
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return {
    method: message.method ?? 'GET',
    path,
    rawQuery,
    query: Object.fromEntries(new URLSearchParams(rawQuery)),
    headers,
    body: Buffer.concat(chunks),
    clientFingerprint: message.socket instanceof TLSSocket ? fingerprintOf(message.socket) : null,
  };
}

/** Undefined where the caller showed no certificate; Node's types do not say so. */
function fingerprintOf(socket: TLSSocket): string | null {
  const fingerprint: string | undefined = socket.getPeerCertificate().fingerprint256;
  return fingerprint ?? null;
}
