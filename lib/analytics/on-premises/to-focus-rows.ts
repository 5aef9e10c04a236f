import { formatAmount } from '@/lib/domain/cost/amount';
import type { FocusColumnName } from '@/lib/domain/cost/focus-columns';
import type { Day, OnPremisesPart, RateCard } from '@/lib/domain/cost/rate-card';
import { addMonths, ofDayNumber, toDayNumber } from './calendar';
import type { ListedNode, NodeDayCost, NodePart } from './node-day-costs';

/** A node as its row of a day names it. */
export interface NamedNode extends ListedNode {
  nativeId: string;
  team: string | null;
  owner: string | null;
  machineType: string | null;
  /** How many of its accelerators were counted that day; null: not known. */
  gpuCount: number | null;
  /** Nobody could read that day whether it was there. */
  isAssumed?: true;
  /** How many it has, also on a day on which they were not counted; null: not known. */
  cardGpus: number | null;
}

/** What stands in a row beside the columns of FOCUS. Absent: it says nothing of that kind. */
type OwnColumn = 'x_GpuModel' | 'x_GpuHours' | 'x_PowerBasis' | 'x_Presence' | 'x_RateCard';

type OtherColumns = Partial<Record<Exclude<FocusColumnName, 'EffectiveCost'> | OwnColumn, string>>;

/** A row of a bill; a column that is absent or null tells nothing. The cost is always there, for a bill without it is none. */
export type OnPremisesRow = OtherColumns & { EffectiveCost: string | null };

const issuer = 'On-premises';

const services: Record<OnPremisesPart, { name: string; category: string; frequency: string; says: string }> = {
  depreciation: { name: 'Depreciation', category: 'Compute', frequency: 'Recurring', says: 'Depreciation' },
  'write-off': { name: 'Depreciation', category: 'Compute', frequency: 'One-Time', says: 'Write-off of what is left' },
  power: { name: 'Power', category: 'Compute', frequency: 'Usage-Based', says: 'Power' },
  space: { name: 'Space', category: 'Compute', frequency: 'Recurring', says: 'Space' },
  staff: { name: 'Staff', category: 'Management and Governance', frequency: 'Recurring', says: 'Staff' },
  'network-and-storage': {
    name: 'Network and storage',
    category: 'Networking',
    frequency: 'Recurring',
    says: 'Network and storage',
  },
};

/**
 * The rows of one node and day, one a part. The first of them alone tells the GPU hours, so that they add up. What is lost of a
 * node that nobody listed, or is written off, is the price of no GPU hour: its rows tell no model.
 */
export function toFocusRows(day: Day, cost: NodeDayCost<NamedNode>): OnPremisesRow[] {
  return cost.parts.map((part, index) => ({
    ...toRow(day, cost, part),
    ...(index === 0 && cost.isListed ? toGpuHours(cost.node) : {}),
  }));
}

/** The row of a node that no card prices: what it cost is not known, and never nought. `currency`: that of its site. */
export function toUnpricedRow(day: Day, node: NamedNode, currency: string): OnPremisesRow {
  return {
    ...toNodeColumns(day, node, currency),
    ChargeCategory: 'Usage',
    ChargeDescription: `${sayNode(node)}${sayPresence(node, true)}: no rate card prices it`,
    ChargeFrequency: 'Recurring',
    ConsumedQuantity: '24',
    ConsumedUnit: 'Hours',
    EffectiveCost: null,
    ServiceCategory: 'Compute',
    ServiceName: 'Nodes without a rate',
    SkuId: `${node.cardModel || 'Node'}/unpriced`,
    ...toPresence(node),
    ...toModel(node),
    ...toGpuHours(node),
  };
}

function toRow(
  day: Day,
  { node, card, power, isListed }: NodeDayCost<NamedNode>,
  { part, amount }: NodePart,
): OnPremisesRow {
  const { name, category, frequency, says } = services[part];
  const isWriteOff = part === 'write-off';
  const basis = part === 'power' ? power : null;
  const more = `${basis === null ? '' : `, power ${basis.basis}`}${sayPresence(node, isListed)}`;
  return {
    ...toNodeColumns(day, node, card.currency),
    ChargeCategory: isWriteOff ? 'Adjustment' : 'Usage',
    ChargeDescription: `${says} of ${sayNode(node)}${more}`,
    ChargeFrequency: frequency,
    ...(isWriteOff
      ? {}
      : basis === null
        ? { ConsumedQuantity: '24', ConsumedUnit: 'Hours' }
        : { ConsumedQuantity: formatAmount(basis.kilowattHours), ConsumedUnit: 'kWh' }),
    EffectiveCost: amount === null ? null : formatAmount(amount),
    ServiceCategory: category,
    ServiceName: name,
    SkuId: `${card.gpuModel === '' ? 'Node' : card.gpuModel}/${card.nodes}/${part}`,
    ...(isWriteOff || !isListed ? {} : toModel(node)),
    ...(basis === null ? {} : { x_PowerBasis: basis.basis }),
    ...toPresence(node, isListed),
    x_RateCard: sayCard(card),
  };
}

/** What every row of a node and day says alike. */
function toNodeColumns(day: Day, node: NamedNode, currency: string): OtherColumns {
  const month = `${day.slice(0, 7)}-01`;
  return {
    BillingAccountId: `on-premises/${node.site}`,
    BillingAccountName: `On-premises, ${node.site}`,
    BillingCurrency: currency,
    BillingPeriodStart: toInstant(month),
    BillingPeriodEnd: toInstant(addMonths(month, 1)),
    ChargePeriodStart: toInstant(day),
    ChargePeriodEnd: toInstant(ofDayNumber(toDayNumber(day) + 1)),
    InvoiceIssuerName: issuer,
    ProviderName: issuer,
    PublisherName: issuer,
    RegionId: node.site,
    RegionName: node.site,
    ResourceId: node.nativeId,
    ResourceName: node.name,
    ResourceType: node.machineType ?? 'Node',
    Tags: JSON.stringify(toTags(node)),
  };
}

function sayPresence({ isAssumed }: NamedNode, isListed: boolean): string {
  if (!isListed) return ', which was not listed';
  return isAssumed ? ', assumed to be there: nobody could read it' : '';
}

function toPresence({ isAssumed }: NamedNode, isListed = true): OtherColumns {
  return isListed && isAssumed ? { x_Presence: 'assumed' } : {};
}

function sayNode({ name, cardModel, cardGpus }: NamedNode): string {
  if (cardModel === null) return `${name}, GPUs not known`;
  return cardModel === '' ? name : `${name}, ${cardGpus === null ? '' : `${cardGpus} × `}${cardModel}`;
}

function sayCard({ site, gpuModel, nodes, version }: RateCard): string {
  return `${site}/${gpuModel}/${nodes}, version ${version}`;
}

function toModel({ cardModel }: ListedNode): OtherColumns {
  return cardModel ? { x_GpuModel: cardModel } : {};
}

function toGpuHours({ gpuCount }: NamedNode): OtherColumns {
  return gpuCount === null || gpuCount === 0 ? {} : { x_GpuHours: String(gpuCount * 24) };
}

/** Where the node stands and whose it is, as the inventory had it that day. */
function toTags({ site, team, owner }: NamedNode): Record<string, string> {
  return {
    'millwright:site': site,
    ...(team === null ? {} : { team }),
    ...(owner === null ? {} : { owner }),
  };
}

function toInstant(day: Day): string {
  return `${day}T00:00:00Z`;
}
