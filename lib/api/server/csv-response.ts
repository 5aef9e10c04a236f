import { fileResponse } from './file-response';

/**
 * CSV as it comes, to be saved under a name; written only as fast as it is taken. A failure half way breaks the transfer
 * off, so that nobody takes the part for the whole; the log says why.
 */
export function csvResponse(
  pieces: AsyncIterable<string>,
  { name, at, requestId }: { name: string; at: Date; requestId: string },
): Response {
  const day = at.toISOString().slice(0, 10);
  const type = 'text/csv; charset=utf-8';
  return fileResponse(encode(pieces), { name: `${name}-${day}.csv`, type, requestId });
}

async function* encode(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) yield encoder.encode(piece);
}
