/** The whole body of an answer; null when it holds more than allowed, after which the rest is not read. */
export async function readBounded(answer: Response, maxBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let held = 0;
  // Leaving the loop early cancels the body.
  for await (const chunk of answer.body ?? []) {
    held += chunk.byteLength;
    if (held > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, held);
}
