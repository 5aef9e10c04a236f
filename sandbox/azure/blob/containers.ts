import { destination, otherContainer } from '../exports/definitions';
import type { ExportStore, StoredBlob } from '../exports/export-store';
import { BlobError } from './blob-error';

/** The containers of the account, ordered by name. */
export const containers: readonly string[] = [destination.container, otherContainer].sort();

/** What a container holds at an instant; throws when there is no such container. */
export function blobsIn(store: ExportStore, container: string, at: Date): StoredBlob[] {
  if (container === destination.container) return store.blobsAt(at);
  if (containers.includes(container)) return [];
  throw new BlobError(404, 'ContainerNotFound', 'The specified container does not exist.');
}
