import {
  type AliasListEntry,
  DescribeKeyCommand,
  type KeyListEntry,
  type KeyMetadata,
  type KeyState,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { ProviderError } from '../../contract/provider-error';
import type { AwsPlace, RegionContext } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import { readEach } from './read-each';
import { readListing } from './read-listing';
import { readTagged } from './read-tagged';
import { requireDetail } from './require-detail';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';

const operation = 'kms:ListKeys';

const states: Record<KeyState, LifecycleState> = {
  Creating: 'provisioning',
  PendingImport: 'provisioning',
  Enabled: 'active',
  Updating: 'active',
  Unavailable: 'degraded',
  Disabled: 'stopped',
  PendingDeletion: 'deleting',
  PendingReplicaDeletion: 'deleting',
};

/** KMS keys, AWS's own included; the raw document says who manages them. */
export const encryptionKeys: KindReader = {
  kind: 'encryption-key',
  listing: operation,
  async read(context, faults) {
    const [keys, aliases] = await Promise.all([readKeys(context, faults.listing), readAliases(context, faults.detail)]);
    const described = await readEach(keys, faults.detail, async ({ KeyId }) => {
      const { KeyMetadata } = await context.call('kms:DescribeKey', (options) =>
        context.clients.kms.send(new DescribeKeyCommand({ KeyId }), options),
      );
      return requireDetail(KeyMetadata, 'kms:DescribeKey');
    });
    const tagged = await readTagged(described, faults.detail, ({ key, detail }) =>
      detail?.KeyManager === 'AWS' ? untaggable : readKeyTags(context, key),
    );
    return toItems(operation, tagged, faults.listing, ({ source, tags }) =>
      toEncryptionKey(
        context,
        source.key,
        source.detail,
        aliases === null ? null : aliasesOf(aliases, source.key),
        tags,
      ),
    );
  },
};

/** AWS does not let anybody tag the keys it manages itself. */
const untaggable = Promise.resolve<Record<string, string>>({});

function readKeys(context: RegionContext, faults: ProviderError[]): Promise<KeyListEntry[]> {
  return readListing(context, faults, {
    operation,
    send: (Marker, options) => context.clients.kms.send(new ListKeysCommand({ Marker, Limit: 1000 }), options),
    listOf: (page) => page.Keys,
    tokenOf: (page) => (page.Truncated ? page.NextMarker : undefined),
    identityOf: ({ KeyId }) => KeyId,
  });
}

/** Null when they could not be read to their end: any key may then have one that is not known. */
async function readAliases(context: RegionContext, faults: ProviderError[]): Promise<AliasListEntry[] | null> {
  const aliasFaults: ProviderError[] = [];
  const aliases = await readListing(context, aliasFaults, {
    operation: 'kms:ListAliases',
    send: (Marker, options) => context.clients.kms.send(new ListAliasesCommand({ Marker, Limit: 100 }), options),
    listOf: (page) => page.Aliases,
    tokenOf: (page) => (page.Truncated ? page.NextMarker : undefined),
    identityOf: ({ AliasName }) => AliasName,
  });
  faults.push(...aliasFaults);
  return aliasFaults.length === 0 ? aliases : null;
}

async function readKeyTags(context: RegionContext, { KeyId }: KeyListEntry): Promise<Record<string, string>> {
  const faults: ProviderError[] = [];
  const tags = await readListing(context, faults, {
    operation: 'kms:ListResourceTags',
    send: (Marker, options) =>
      context.clients.kms.send(new ListResourceTagsCommand({ KeyId, Marker, Limit: 50 }), options),
    listOf: (page) => page.Tags,
    tokenOf: (page) => (page.Truncated ? page.NextMarker : undefined),
    identityOf: ({ TagKey }) => TagKey,
  });
  const [fault] = faults;
  if (fault) throw fault;
  return Object.fromEntries(
    tags.flatMap(({ TagKey, TagValue }) => (TagKey === undefined ? [] : [[TagKey, TagValue ?? '']])),
  );
}

function aliasesOf(aliases: AliasListEntry[], { KeyId }: KeyListEntry): string[] {
  return aliases
    .flatMap(({ AliasName, TargetKeyId }) => (AliasName !== undefined && TargetKeyId === KeyId ? [AliasName] : []))
    .sort();
}

/**
 * `metadata` null: only that the key exists is known. `aliases` in order; the first names the key, and without any its
 * id does. Null: they are not known, so what it goes by is not either.
 */
export function toEncryptionKey(
  place: AwsPlace,
  { KeyId, KeyArn }: KeyListEntry,
  metadata: KeyMetadata | null,
  aliases: readonly string[] | null,
  tags: Record<string, string> | null,
): InventoryItem | null {
  if (KeyId === undefined) return null;
  const nativeId = metadata?.Arn ?? KeyArn ?? toArn(place, 'kms', `key/${KeyId}`);
  return {
    kind: 'encryption-key',
    nativeId,
    nativeType: 'AWS::KMS::Key',
    name: aliases?.[0] ?? KeyId,
    account: place.account,
    region: place.region,
    zone: null,
    status: toLifecycle(states, metadata?.KeyState),
    nativeStatus: metadata?.KeyState ?? null,
    size: null,
    accelerators: [],
    tags,
    createdAt: metadata?.CreationDate ?? null,
    detailed: metadata !== null && aliases !== null,
    raw: toRaw({ ...(metadata ?? { KeyId, KeyArn }), Aliases: aliases }),
  };
}
