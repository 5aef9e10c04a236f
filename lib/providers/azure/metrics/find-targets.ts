import { z } from 'zod';
import type { AzureContext } from '../connect/azure-context';
import { part, readFields, text } from '../inventory/fields';
import { toAccelerators } from '../inventory/gpu-sizes';
import { type QueryRead, queryResources } from '../inventory/query-resources';
import { subscriptionOf, toResourceRow } from '../inventory/resource-row';
import { metricGroups } from './metric-groups';

/** Something that has metrics to read. */
export interface MetricTarget {
  /** Lower-cased resource id. */
  id: string;
  /** Lower-cased resource type. */
  type: string;
  region: string;
}

const types = [...new Set(metricGroups.map(({ type }) => type))];
const query = [
  'resources',
  `| where type in~ (${types.map((type) => `'${type}'`).join(', ')})`,
  '| project id, name, type, kind, location, sku, zones, tags, properties',
  '| order by id asc',
].join('\n');

/** Becomes part of a host name, so nothing but the form of Azure's own regions is let through. */
const regionPattern = /^[a-z][a-z0-9]{1,40}$/;

const propertiesSchema = z.object({ hardwareProfile: part({ vmSize: text }), gatewayType: text, connectionType: text });

/** Everything of a subscription that has metrics to read, such as GPU machines, workspaces, circuits and monitors of connections. */
export function findTargets(context: AzureContext, subscription: string): Promise<QueryRead<MetricTarget>> {
  return queryResources(context, {
    subscription,
    query,
    toItems: (rows) => rows.flatMap((row) => toTarget(row, subscription)),
  });
}

function toTarget(document: unknown, subscription: string): MetricTarget[] {
  const row = toResourceRow(document);
  if (row === null || subscriptionOf(row.id) !== subscription) return [];
  const { id, type, location: region } = row;
  if (!types.includes(type) || region === 'global' || !regionPattern.test(region)) return [];
  const { hardwareProfile, gatewayType, connectionType } = readFields(propertiesSchema, row.properties);
  if (type === 'microsoft.compute/virtualmachines' && toAccelerators(hardwareProfile?.vmSize, 1)?.length === 0)
    return [];
  if (gatewayType?.toLowerCase() === 'expressroute') return [];
  // Tunnels are measured by their gateways.
  if (type === 'microsoft.network/connections' && connectionType?.toLowerCase() !== 'expressroute') return [];
  return [{ id, type, region }];
}
