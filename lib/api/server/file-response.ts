import { serverLog } from '@/lib/access/server-log';

/**
 * A file as it comes, to be saved under a name; read only as fast as it is taken. A failure half way breaks the transfer
 * off, so that nobody takes the part for the whole; the log says why.
 */
export function fileResponse(
  pieces: AsyncIterable<Uint8Array>,
  { name, type, requestId }: { name: string; type: string; requestId: string },
): Response {
  const iterator = pieces[Symbol.asyncIterator]();
  let isWanted = true;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await iterator.next();
        if (!isWanted) return;
        if (done) controller.close();
        else controller.enqueue(value);
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
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}
