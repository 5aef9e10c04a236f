import { subscriptions, tenant } from '../../world/azure/geography';
import { type AzureType, azureTypes } from '../../world/azure/records';
import { idOf, providerNameOf } from '../../world/azure/resource-id';
import type { AzureSnapshot, Entry } from '../../world/azure/world';
import { documentOf } from '../documents/document-of';
import { type Row, textOf } from './kusto/evaluate';
import type { Expression, Query } from './kusto/query';
import { QueryFault } from './kusto/query-fault';
import { toRow } from './kusto/run-query';

/** The rows of a query's table, as far as they are of the subscriptions it covers. */
export function rowsOf(query: Query, world: AzureSnapshot, covered: ReadonlySet<string>): Row[] {
  switch (query.table) {
    case 'resources':
      return typesAskedFor(query).flatMap((type) =>
        world.list(type).flatMap((entry) => (covered.has(entry.record.subscription) ? [resourceRow(entry)] : [])),
      );
    case 'resourcecontainers':
      return Object.values(subscriptions)
        .filter(({ id }) => covered.has(id))
        .map(subscriptionRow);
    default:
      throw new QueryFault('InvalidTable', `The face has no table ${query.table}.`);
  }
}

/** Types that may pass the query's first filter: most queries start by naming a few. */
function typesAskedFor({ steps }: Query): readonly AzureType[] {
  const [first] = steps;
  const named = first?.kind === 'where' ? typesNamed(first.condition) : null;
  return named === null ? azureTypes : azureTypes.filter((type) => named.includes(type));
}

function typesNamed(condition: Expression): string[] | null {
  if (condition.kind === 'binary' && condition.operator === 'and') {
    return typesNamed(condition.left) ?? typesNamed(condition.right);
  }
  const literals = (options: readonly Expression[]) =>
    options.flatMap((option) => (option.kind === 'literal' ? [textOf(option.value).toLowerCase()] : []));
  if (condition.kind === 'among' && !condition.negated && isTypeColumn(condition.value))
    return literals(condition.options);
  if (condition.kind !== 'binary' || !isTypeColumn(condition.left)) return null;
  return condition.operator === '==' || condition.operator === '=~' ? literals([condition.right]) : null;
}

function isTypeColumn(expression: Expression): boolean {
  return expression.kind === 'column' && expression.name === 'type';
}

const columns = [
  'id',
  'name',
  'type',
  'tenantId',
  'kind',
  'location',
  'resourceGroup',
  'subscriptionId',
  'managedBy',
  'sku',
  'plan',
  'properties',
  'tags',
  'identity',
  'zones',
  'extendedLocation',
  'systemData',
] as const;

/** A resource's row; what the table has and the resource lacks is empty. */
function resourceRow({ record }: Entry): Row {
  return {
    columns,
    read(name) {
      switch (name) {
        case 'id':
          return idOf(record);
        case 'name':
          return providerNameOf(record);
        case 'type':
          return record.type;
        case 'tenantId':
          return tenant.id;
        case 'location':
          return record.region;
        case 'resourceGroup':
          return record.resourceGroup.toLowerCase();
        case 'subscriptionId':
          return record.subscription;
        case 'tags':
          return Object.keys(record.tags).length === 0 ? null : record.tags;
        case 'kind':
          return documentOf(record).kind ?? '';
        case 'managedBy':
          return documentOf(record).managedBy ?? '';
        case 'sku':
          return documentOf(record).sku ?? null;
        case 'identity':
          return documentOf(record).identity ?? null;
        case 'zones':
          return documentOf(record).zones ?? null;
        case 'systemData':
          return documentOf(record).systemData ?? null;
        case 'properties':
          return documentOf(record).properties;
        case 'plan':
        case 'extendedLocation':
          return null;
        default:
          return undefined;
      }
    },
  };
}

function subscriptionRow({ id, name }: { id: string; name: string }): Row {
  return toRow(
    new Map<string, unknown>([
      ['id', `/subscriptions/${id}`],
      ['name', name],
      ['type', 'microsoft.resources/subscriptions'],
      ['tenantId', tenant.id],
      ['kind', ''],
      ['location', ''],
      ['resourceGroup', ''],
      ['subscriptionId', id],
      ['managedBy', ''],
      ['sku', null],
      ['plan', null],
      [
        'properties',
        {
          state: 'Enabled',
          subscriptionPolicies: { quotaId: 'EnterpriseAgreement_2014-09-01', spendingLimit: 'Off' },
          managementGroupAncestorsChain: [{ name: tenant.id, displayName: 'Tenant Root Group' }],
        },
      ],
      ['tags', null],
      ['identity', null],
      ['zones', null],
      ['extendedLocation', null],
    ]),
  );
}
