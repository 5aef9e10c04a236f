import type { InventoryItem } from '@/lib/domain/resource';
import { toRegionKind } from '../../contract/inventory/group-by-scope';
import { ProviderError } from '../../contract/provider-error';
import type { DocumentTrouble } from './to-item';

const troubleWords: Record<DocumentTrouble, string> = {
  DocumentMissing: 'without their document',
  DocumentUnreadable: 'whose document could not be read',
};

/** Counts the assets of a listing whose documents told nothing, however many they are. */
export class DocumentTroubles {
  readonly #counts = new Map<string, Map<DocumentTrouble, number>>();

  add(item: Pick<InventoryItem, 'region' | 'kind'>, trouble: DocumentTrouble): void {
    const key = toRegionKind(item);
    const counts = this.#counts.get(key) ?? new Map<DocumentTrouble, number>();
    const before = counts.get(trouble);
    this.#counts.set(key, counts.set(trouble, before === undefined ? 1 : before + 1));
  }

  /** One fault for each trouble of a region and kind, as `toRegionKind` names them. */
  faultsOf(regionKind: string): ProviderError[] {
    return [...(this.#counts.get(regionKind) ?? [])].map(([trouble, count]) => toFault(trouble, count));
  }
}

function toFault(code: DocumentTrouble, count: number): ProviderError {
  const operation = 'cloudasset:assets.list';
  return new ProviderError({
    kind: 'response-unexpected',
    code,
    operation,
    message: `${operation} listed ${count} ${count === 1 ? 'asset' : 'assets'} ${troubleWords[code]}.`,
    remedy: 'Wait for the next collection; if it lasts, report it to Google.',
  });
}
