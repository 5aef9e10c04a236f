import { z } from 'zod';
import { accounts } from '../../world/aws/geography';
import { addMonths, type Day, dayOf, type Month, monthOf } from '../../world/bills/calendar';
import type { BillRow, Costs } from '../../world/bills/charge';
import { text } from '../../world/bills/money';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { defineOperation } from '../endpoint';
import { invalidInput, jsonEndpoint } from '../json-endpoint';
import { pageOf } from '../paging/page';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const metricCosts: Record<string, keyof Costs> = {
  UnblendedCost: 'billed',
  NetUnblendedCost: 'billed',
  AmortizedCost: 'effective',
  NetAmortizedCost: 'effective',
};
/** Groups of a page. */
const pageSize = 30;

interface Stretch {
  start: Day;
  end: Day;
}

const getCostAndUsage = defineOperation({
  name: 'GetCostAndUsage',
  action: 'ce:GetCostAndUsage',
  input: z.object({
    TimePeriod: z.object({ Start: day, End: day }),
    Granularity: z.enum(['DAILY', 'MONTHLY']),
    Metrics: z.array(z.string()).min(1),
    GroupBy: z
      .array(z.object({ Type: z.literal('DIMENSION'), Key: z.enum(['LINKED_ACCOUNT', 'SERVICE', 'REGION']) }))
      .max(2)
      .default([]),
    NextPageToken: z.string().optional(),
  }),
  invalid: invalidInput('ValidationException'),
  run(call, { TimePeriod: { Start, End }, Granularity: step, Metrics: metrics, GroupBy: groups, NextPageToken }) {
    if (Start >= End) throw refuse('ValidationException', 'Start date (and hour) should be before end date (and hour)');
    const unknown = metrics.find((metric) => metricCosts[metric] === undefined);
    if (unknown !== undefined) throw refuse('ValidationException', `Invalid metric ${unknown}`);
    const today = dayOf(call.world.at);
    if (Start < `${addMonths(monthOf(today), -13)}-01`)
      throw refuse('ValidationException', 'You haven’t enabled historical data beyond 14 months');
    const stretches = step === 'DAILY' ? daysIn(Start, End) : monthsIn(Start, End);
    const rows = rowsOf(call, Start, End);
    const items = stretches.flatMap((stretch) =>
      toGroups(
        rows,
        stretch,
        groups.map(({ Key }) => Key),
        metrics,
      ),
    );
    const page = pageOf(call, {
      items: items.map((item, index) => ({ ...item, key: String(index).padStart(9, '0') })),
      keyOf: ({ key }) => key,
      size: pageSize,
      token: NextPageToken,
      question: { Start, End, step, metrics, groups },
      invalidToken: () => refuse('InvalidNextTokenException', 'The pagination token is invalid.'),
    });
    const isGrouped = groups.length > 0;
    return {
      document: {
        NextPageToken: page.nextToken,
        ...(isGrouped
          ? {
              GroupDefinitions: groups.map(({ Type, Key }) => ({ Type, Key })),
              DimensionValueAttributes: accountNames(groups),
            }
          : {}),
        ResultsByTime: stretches
          .filter((stretch) => page.items.some((item) => item.stretch === stretch))
          .map((stretch) => {
            const own = page.items.filter((item) => item.stretch === stretch);
            const [first] = own;
            return {
              TimePeriod: { Start: stretch.start, End: stretch.end },
              Total: isGrouped ? {} : (first?.metrics ?? {}),
              Groups: isGrouped ? own.map(({ keys, metrics: told }) => ({ Keys: keys, Metrics: told })) : [],
              Estimated: stretch.end > `${monthOf(today)}-01`,
            };
          }),
      },
    };
  },
});

/** What an account sees: its own costs, the payer those of all. */
function rowsOf(call: Call, start: Day, end: Day): BillRow[] {
  const rows: BillRow[] = [];
  for (let month: Month = monthOf(start); month <= monthOf(end); month = addMonths(month, 1)) {
    const bill = call.bills.billAsOf('aws', month, call.world.at);
    rows.push(...(bill?.rows ?? []));
  }
  const isPayer = call.account === accounts.research.id;
  return rows.filter(({ line, from }) => from >= start && from < end && (isPayer || line.account.id === call.account));
}

function toGroups(rows: readonly BillRow[], stretch: Stretch, keys: readonly string[], metrics: readonly string[]) {
  const own = rows.filter(({ from }) => from >= stretch.start && from < stretch.end);
  const groups = Map.groupBy(own, ({ line }) =>
    JSON.stringify(
      keys.map((key) =>
        key === 'LINKED_ACCOUNT'
          ? line.account.id
          : key === 'SERVICE'
            ? line.service.name
            : (line.region ?? 'NoRegion'),
      ),
    ),
  );
  if (keys.length === 0 && groups.size === 0) groups.set('[]', []);
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, members]) => ({
      stretch,
      keys: z.array(z.string()).parse(JSON.parse(key)),
      metrics: Object.fromEntries(
        metrics.map((metric) => {
          const cost = metricCosts[metric] ?? 'billed';
          const sum = members.reduce((total, { costs }) => total + costs[cost], 0n);
          return [metric, { Amount: text(sum), Unit: 'USD' }];
        }),
      ),
    }));
}

function accountNames(groups: readonly { Key: string }[]) {
  if (!groups.some(({ Key }) => Key === 'LINKED_ACCOUNT')) return [];
  return Object.values(accounts).map(({ id, name }) => ({ Value: id, Attributes: { description: name } }));
}

function daysIn(start: Day, end: Day): Stretch[] {
  const days: Stretch[] = [];
  for (let at = start; at < end; at = nextDay(at)) days.push({ start: at, end: nextDay(at) });
  return days;
}

function monthsIn(start: Day, end: Day): Stretch[] {
  const months: Stretch[] = [];
  for (let from = start; from < end; ) {
    const next = `${addMonths(monthOf(from), 1)}-01`;
    const to = next < end ? next : end;
    months.push({ start: from, end: to });
    from = to;
  }
  return months;
}

function nextDay(at: Day): Day {
  return dayOf(new Date(Date.parse(`${at}T00:00:00Z`) + 86_400_000));
}

function refuse(code: string, message: string): AwsError {
  return new AwsError(code, message, 400);
}

export const costExplorerEndpoint = jsonEndpoint({
  signingName: 'ce',
  targetPrefix: 'AWSInsightsIndexService',
  operations: [getCostAndUsage],
  onlyRegion: 'us-east-1',
});
