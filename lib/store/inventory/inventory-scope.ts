import type { ProviderId } from '@/lib/domain/provider';
import type { ResourceKind, TagRules } from '@/lib/domain/resource';

/** One account, region and kind of a connection. Region `global`: things listed once for all regions. */
export interface InventoryScope {
  account: string;
  region: string;
  kind: ResourceKind;
}

/** What the store must know of the connection a read came through. */
export interface ReadingConnection {
  id: string;
  provider: ProviderId;
  tagRules: TagRules;
}
