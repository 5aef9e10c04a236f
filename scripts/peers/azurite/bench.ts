import { randomBytes } from 'node:crypto';
import { type BlobContainer, openBlobContainer } from '@/lib/providers/azure/blobs/blob-container';
import { AzureContext } from '@/lib/providers/azure/connect/azure-context';
import { azureProvider } from '@/lib/providers/azure/provider';
import { openSession } from '@/lib/providers/contract/session/open-session';
import type { ContainerWriter } from './fill-container';
import { clientId, type Directory, type Flaw, tenantId } from './start-directory';

/** The client secret of every connection here. */
export const secret = randomBytes(16).toString('hex');

/** What the comparisons share. */
export interface Bench {
  writer: ContainerWriter;
  directory: Directory;
  accountUrl: string;
  ca: string;
}

/** What a check found wrong; null when nothing. */
export type Check = (what: string, problem: string | null) => void;

/** Runs with a connection of its own, whose tokens have the flaw. */
export async function withContainer<T>(
  { directory, accountUrl, ca }: Bench,
  use: (container: BlobContainer) => Promise<T>,
  { flaw = 'none', container = 'exports' }: { flaw?: Flaw; container?: string } = {},
): Promise<T> {
  directory.spoil(flaw);
  const session = openSession(azureProvider, {
    settings: { tenantId, clientId, endpoint: directory.endpoint, caCertificate: ca },
    secret: { clientSecret: secret },
    egressAllow: ['127.0.0.1/32'],
    signal: new AbortController().signal,
    now: () => new Date(),
  });
  try {
    return await use(openBlobContainer(new AzureContext(session), { accountUrl, container }));
  } finally {
    session.transport.close();
  }
}
