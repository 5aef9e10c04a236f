import type { HeldFile } from '@/lib/api/contracts/deliveries';
import { toApiUrl } from './api-client';
import { ApiProblem } from './api-problem';
import { heldFileSchema, problemSchema } from './lazy-contracts';

/**
 * Sends a file and tells of its progress in bytes, which `fetch` cannot. Throws an ApiProblem, or an `AbortError` where the
 * signal broke it off: nothing of it is kept then.
 */
export async function uploadFile(
  file: File,
  { onProgress, signal }: { onProgress: (bytes: number) => void; signal: AbortSignal },
): Promise<HeldFile> {
  const request = await send(file, onProgress, signal);
  const body = readJson(request.responseText);
  const requestId = request.getResponseHeader('x-request-id');
  if (request.status === 201) {
    const held = (await heldFileSchema()).safeParse(body);
    if (held.success) return held.data;
  }
  const problem = (await problemSchema()).safeParse(body);
  if (problem.success) throw new ApiProblem({ kind: 'refused', ...problem.data, status: request.status });
  throw new ApiProblem({
    kind: 'unexpected',
    status: request.status,
    title: `The console answered with status ${request.status}`,
    requestId,
  });
}

function send(file: File, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<XMLHttpRequest> {
  signal.throwIfAborted();
  const request = new XMLHttpRequest();
  return new Promise<XMLHttpRequest>((resolve, reject) => {
    request.open('POST', toApiUrl('/cost/uploads', { name: file.name }));
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () => resolve(request));
    request.addEventListener('abort', () => reject(signal.reason));
    request.addEventListener('error', () =>
      reject(
        new ApiProblem({
          kind: 'unreachable',
          status: null,
          title: 'The file did not arrive',
          detail: `${file.name} did not arrive: the connection to the console broke. Nothing of it was kept; send it again.`,
        }),
      ),
    );
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
