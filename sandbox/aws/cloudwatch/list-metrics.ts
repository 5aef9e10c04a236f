import { z } from 'zod';
import type { Call } from '../call';
import { defineOperation } from '../endpoint';
import { pageOf } from '../paging/page';
import { filedUnder, type ListedMetric } from './metric-source';
import { metricSources } from './metric-sources';
import { badToken, invalidInput } from './refusals';
import { sendersOf } from './senders';

const pageSize = 500;
const minuteMs = 60_000;
/** How far back a metric's last value may be for it to be listed; sampled this often, since pods rarely last less. */
const listedForMs = 180 * minuteMs;
const sampledEveryMs = 20 * minuteMs;
/** The longest stretch that one value stands for. */
const rarestMs = 5 * minuteMs;

const name = z.string().min(1).max(255);

/** Lists each metric that had a value within the last three hours, whether or not only active ones are asked for. */
export const listMetrics = defineOperation({
  name: 'ListMetrics',
  action: 'cloudwatch:ListMetrics',
  input: z.object({
    Namespace: name.optional(),
    MetricName: name.optional(),
    Dimensions: z
      .array(z.object({ Name: name, Value: z.string().min(1).max(1024).optional() }))
      .max(30)
      .default([]),
    RecentlyActive: z.literal('PT3H').optional(),
    NextToken: z.string().optional(),
  }),
  invalid: invalidInput,
  run(call, { Namespace: namespace, MetricName: metricName, Dimensions: filters, NextToken: token }) {
    const metrics = [...listed(call)].filter(
      ([, metric]) =>
        (namespace === undefined || metric.namespace === namespace) &&
        (metricName === undefined || metric.name === metricName) &&
        filters.every(({ Name, Value }) => {
          const value = metric.dimensions[Name];
          return value !== undefined && (Value === undefined || value === Value);
        }),
    );
    const page = pageOf(call, {
      items: metrics,
      keyOf: ([key]) => key,
      size: pageSize,
      token,
      question: [namespace, metricName, filters],
      invalidToken: badToken,
    });
    return {
      document: {
        Metrics: page.items.map(([, metric]) => ({
          Namespace: metric.namespace,
          MetricName: metric.name,
          Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
        })),
        NextToken: page.nextToken,
      },
    };
  },
});

/** The last answers by what they are of: pages of one list ask for the same one again and again. */
const answers = new WeakMap<Call['world'], Map<string, [string, ListedMetric][]>>();

function listed(call: Call): readonly [string, ListedMetric][] {
  const ground = `${call.account}/${call.region}`;
  const known = answers.get(call.world) ?? new Map<string, [string, ListedMetric][]>();
  answers.set(call.world, known);
  const metrics = known.get(ground) ?? collect(call);
  known.set(ground, metrics);
  return metrics;
}

function collect(call: Call): [string, ListedMetric][] {
  const metrics = new Map<string, ListedMetric>();
  const nowMs = Math.floor(call.world.at.getTime() / rarestMs) * rarestMs;
  for (const sender of sendersOf(call)) {
    for (let ms = nowMs - listedForMs; ms <= nowMs; ms += sampledEveryMs) {
      if (!sender.ranAt(new Date(ms))) continue;
      for (const source of metricSources) {
        for (const emission of source.emissions(sender, ms, null)) {
          for (const dimensions of filedUnder(source, emission)) {
            const key = `${source.namespace}/${source.name}/${JSON.stringify(dimensions)}`;
            if (!metrics.has(key)) metrics.set(key, { namespace: source.namespace, name: source.name, dimensions });
          }
        }
      }
    }
  }
  return [...metrics].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}
