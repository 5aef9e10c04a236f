import type { IncomingMessage } from 'node:http';

/** The request's body as JSON; an empty body is an empty object. Throws SyntaxError when it is not JSON. */
export async function readJsonBody(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}
