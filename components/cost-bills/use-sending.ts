'use client';
import { useRef, useState } from 'react';
import { sendApi } from '@/lib/queries/api-client';
import { toApiProblem } from '@/lib/queries/api-problem';
import { uploadFile } from '@/lib/queries/upload-file';

/** How far sending files has come. `reading`: all have arrived, and the console reads them. */
export type Sending<Outcome> =
  | { phase: 'idle' }
  | { phase: 'sending'; file: string; sentBytes: number; allBytes: number }
  | { phase: 'reading' }
  | { phase: 'done'; outcome: Outcome }
  | { phase: 'failed'; message: string };

/**
 * Sends files one after the other and has something made of them. What breaks off or is cancelled leaves nothing behind.
 * `make` is given the ids of the files as the console holds them.
 */
export function useSending<Outcome>(make: (ids: string[]) => Promise<Outcome>) {
  const [state, setState] = useState<Sending<Outcome>>({ phase: 'idle' });
  const abort = useRef<AbortController | null>(null);

  async function send(files: readonly File[]): Promise<boolean> {
    const controller = new AbortController();
    abort.current = controller;
    const allBytes = files.reduce((sum, { size }) => sum + size, 0);
    const held: string[] = [];
    let before = 0;
    try {
      for (const file of files) {
        const tell = (bytes: number) =>
          setState({ phase: 'sending', file: file.name, sentBytes: before + Math.min(bytes, file.size), allBytes });
        tell(0);
        held.push((await uploadFile(file, { onProgress: tell, signal: controller.signal })).id);
        before += file.size;
      }
      setState({ phase: 'reading' });
      setState({ phase: 'done', outcome: await make(held) });
      return true;
    } catch (fault) {
      for (const id of held) await sendApi(`/cost/uploads/${id}`, { method: 'DELETE' }).catch(() => undefined);
      setState(
        controller.signal.aborted ? { phase: 'idle' } : { phase: 'failed', message: toApiProblem(fault).message },
      );
      return false;
    }
  }

  return {
    state,
    send,
    cancel: () => abort.current?.abort(),
    clear: () => setState({ phase: 'idle' }),
  };
}
