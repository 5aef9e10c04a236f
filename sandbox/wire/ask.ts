import { request } from 'node:https';

/** A question a test puts to a face. */
export interface Question {
  /** Origin of the face and PEM of the authority that signed its certificate. */
  origin: string;
  caCertificate: string;
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** PEM of a certificate to show, and its key. */
  client?: { certificate: string; key: string };
}

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Asks a face and reads its whole reply; for tests. */
export function ask({
  origin,
  caCertificate,
  path,
  method = 'GET',
  headers = {},
  body,
  client,
}: Question): Promise<Reply> {
  const { hostname, port } = new URL(origin);
  const identity = client ? { cert: client.certificate, key: client.key } : {};
  const options = { host: hostname, port, path, method, headers, ca: caCertificate, agent: false, ...identity };
  return new Promise((resolve, reject) => {
    const outgoing = request(options, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () =>
        resolve({
          status: message.statusCode ?? 0,
          headers: message.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
