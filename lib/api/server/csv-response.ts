import { serverLog } from '@/lib/access/server-log';

/**
 * CSV as it comes, to be saved under a name; written only as fast as it is taken. A failure half way breaks the transfer
 * off, so that nobody takes the part for the whole; the log says why.
 */
export function csvResponse(
  pieces: AsyncIterable<string>,
  { name, at, requestId }: { name: string; at: Date; requestId: string },
): Response {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let isWanted = true;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await iterator.next();
        if (!isWanted) return;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        serverLog.error({ err: error, requestId }, 'An export broke off.');
        controller.error(error);
      }
    },
    async cancel() {
      isWanted = false;
      await iterator.return?.();
    },
  });
  const day = at.toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}-${day}.csv"`,
    },
  });
}
