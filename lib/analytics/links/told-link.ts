import type { LinkFacts } from '@/lib/domain/link/link-facts';
import type { ProviderId } from '@/lib/domain/provider';
import type { LinkPlace } from './link-place';

/** Something a link may end at, or have a place by, as one connection told of it, or a link that a person declared. */
export interface LinkedResource {
  id: string;
  /** Null: no connection, a person declared it. */
  connectionId: string | null;
  /** Null: a person declared it. */
  provider: ProviderId | null;
  nativeId: string;
  name: string;
  account: string;
  region: string;
  site: string;
  team: string | null;
  owner: string | null;
}

/** A link as one connection told of it. */
export interface ToldLink {
  /** The resource's id; with the link's key behind a `~` where the resource has several. */
  id: string;
  resource: LinkedResource;
  facts: LinkFacts;
  /** When its resource was last found, and so what `facts` tells was. */
  readAt: Date;
  /** That is too long ago to say anything of now. */
  isExpired: boolean;
  /** Of a link that a person declared. */
  declared?: {
    near: LinkPlace;
    far: LinkPlace;
    circuitId: string | null;
    /** Told links that it rides on, and that ride on it, by their ids. */
    ridesOn: readonly string[];
    carries: readonly string[];
  };
}

/** How links are named in addresses. */
export function toLinkId(resourceId: string, key: string): string {
  return key === '' ? resourceId : `${resourceId}~${key}`;
}
