import { randomBytes } from 'node:crypto';
import type { BlobContainer } from '@/lib/providers/azure/blobs/blob-container';
import { listBlobs } from '@/lib/providers/azure/blobs/list-blobs';
import type { StoredBlob } from '@/lib/providers/azure/blobs/parse-listing';
import { rangeBytes, readBlob } from '@/lib/providers/azure/blobs/read-blob';
import { ProviderError } from '@/lib/providers/contract/provider-error';
import { type Bench, type Check, withContainer } from './bench';

/** Replaces and deletes blobs while they are read, and asks for what is not there and with tokens that are not good. */
export async function compareTroubles(bench: Bench, check: Check): Promise<void> {
  const { writer } = bench;
  const replaced = await writer.put('trouble/replaced.csv', randomBytes(3 * rangeBytes));
  const shrunk = await writer.put('trouble/shrunk.csv', randomBytes(3 * rangeBytes));
  const deleted = await writer.put('trouble/deleted.csv', randomBytes(3 * rangeBytes));
  const gone = await writer.put('trouble/gone.csv', randomBytes(100));
  const renewed = await writer.put('trouble/empty.csv', new Uint8Array());
  await writer.remove('trouble/gone.csv');
  await writer.put('trouble/empty.csv', Buffer.from('no longer'));
  const [same, less] = [randomBytes(3 * rangeBytes), randomBytes(10)];
  const meanwhile: [string, StoredBlob, string, () => Promise<unknown>][] = [
    ['a blob replaced while it was read', replaced, 'ConditionNotMet', () => writer.put(replaced.name, same)],
    ['a blob replaced by a short one', shrunk, 'ConditionNotMet', () => writer.put(shrunk.name, less)],
    ['a blob deleted while it was read', deleted, 'ConditionNotMet', () => writer.remove(deleted.name)],
    ['a blob deleted after it was listed', gone, 'ConditionNotMet', async () => {}],
    ['an empty blob replaced after it was listed', renewed, 'ConditionNotMet', async () => {}],
  ];
  for (const [what, blob, code, change] of meanwhile) {
    const thrown = await withContainer(bench, (container) => readWhile(container, blob, change));
    check(what, toFaultProblem(thrown, 'response-unexpected', code));
  }
  const missing = await withContainer(bench, list, { container: 'no-such-container' });
  check('a container that is not there', toFaultProblem(missing, 'response-unexpected', 'ContainerNotFound'));
  for (const flaw of ['expired', 'other-audience', 'other-issuer', 'no-token'] as const) {
    const fault = await withContainer(bench, list, { flaw });
    check(`a token with the flaw "${flaw}"`, toFaultProblem(fault, 'credentials-rejected', 'AuthenticationFailed'));
  }
}

async function list(container: BlobContainer): Promise<ProviderError | null> {
  const { items, fault } = await listBlobs(container, { prefix: '' });
  return items.length === 0 ? fault : null;
}

/** Reads a blob to its end, and changes something after its first range; answers what that threw. */
async function readWhile(container: BlobContainer, blob: StoredBlob, change: () => Promise<unknown>): Promise<unknown> {
  let read = 0;
  try {
    for await (const chunk of readBlob(container, blob)) {
      if (read < rangeBytes && read + chunk.length >= rangeBytes) await change();
      read += chunk.length;
    }
    return null;
  } catch (error) {
    return error;
  }
}

function toFaultProblem(thrown: unknown, kind: string, code: string): string | null {
  if (!(thrown instanceof ProviderError)) return `no fault, where ${kind} ${code} was expected`;
  const isSo = thrown.kind === kind && thrown.code === code && thrown.remedy !== undefined;
  return isSo ? null : `${thrown.kind} ${thrown.code} (${thrown.message}), where ${kind} ${code} was expected`;
}
