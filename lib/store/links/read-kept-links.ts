import type pg from 'pg';
import type { LinkFacts } from '@/lib/domain/link/link-facts';
import type { ProviderId } from '@/lib/domain/provider';
import type { ResourceKind } from '@/lib/domain/resource';
import { type ConnectionRows, KeptRows, scopeKey } from '../inventory/kept-rows';
import { toStoredLinks } from '../inventory/stored-links';

/** Kinds of resources that are links, have some, or are what one ends at. */
export const linkKinds = [
  'vpn-connection',
  'vpn-tunnel',
  'vpn-gateway',
  'private-circuit',
  'circuit-port',
  'virtual-interface',
  'transit-gateway',
  'transit-attachment',
  'network',
  'edge-site',
  'site-link',
] as const satisfies readonly ResourceKind[];

/** A present resource that is a link, has links, or is what one may end at. */
export interface LinkRow {
  id: string;
  /** Another one whenever the row was written. */
  version: string;
  kind: ResourceKind;
  provider: ProviderId;
  connectionId: string;
  nativeId: string;
  name: string;
  account: string;
  region: string;
  /** The scope it is read in, by `scopeKey`. */
  scope: string;
  site: string;
  team: string | null;
  owner: string | null;
  /** Empty: it has none, or it was never told. */
  links: readonly LinkFacts[];
  /** Null: it was in the last read of its scope. */
  lastSeenAt: Date | null;
  changedAt: Date;
}

interface ReadRow extends Omit<LinkRow, 'scope' | 'links'> {
  scopeRegion: string;
  links: unknown;
}

const keepLinks = () =>
  new KeptRows<LinkRow>({
    kinds: linkKinds,
    async listHeads(pool, connectionId) {
      const { rows } = await pool.query<[string, string]>({
        rowMode: 'array',
        text: `select id, xmin::text from resource
          where connection_id = $1 and kind = any($2) and gone_at is null order by id`,
        values: [connectionId, linkKinds],
      });
      return rows;
    },
    async readRows(pool, ids) {
      const { rows } = await pool.query<ReadRow>(
        `select id, xmin::text as version, kind, provider, connection_id as "connectionId", native_id as "nativeId", name,
           account, region, scope_region as "scopeRegion", site, team, owner, links, last_seen_at as "lastSeenAt",
           changed_at as "changedAt"
         from resource where id = any($1)`,
        [ids],
      );
      return rows.map(({ scopeRegion, links, ...row }) => ({
        ...row,
        scope: scopeKey({ account: row.account, scopeRegion, kind: row.kind }),
        links: toStoredLinks(links)?.links ?? [],
      }));
    },
  });

// A bundler may load this module once a route, and each copy must find the same links.
const holder: { millwrightLinks?: WeakMap<pg.Pool, KeptRows<LinkRow>> } = globalThis as typeof globalThis & {
  millwrightLinks?: WeakMap<pg.Pool, KeptRows<LinkRow>>;
};

/** Everything that is a link, has links, or is what one may end at, by connection, as it is now. */
export function readKeptLinks(pool: pg.Pool): Promise<readonly ConnectionRows<LinkRow>[]> {
  holder.millwrightLinks ??= new WeakMap();
  const store = holder.millwrightLinks.get(pool) ?? keepLinks();
  holder.millwrightLinks.set(pool, store);
  return store.read(pool);
}
