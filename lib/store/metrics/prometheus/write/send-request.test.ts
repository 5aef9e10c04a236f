import { describe, expect, it } from 'vitest';
import { EngineFault } from '../connect/engine-fault';
import type { Engine } from '../connect/open-engine';
import { toLabels } from '../names/series-labels';
import { halve, type Outgoing, toOutgoing, toRequests } from './outgoing';
import { sendRequest } from './send-request';

const now = new Date('2026-11-22T12:00:00Z');
const connectionId = 'c1';
const traits = (uuid: string) => ({
  metric: 'hw.power' as const,
  definition: 'D',
  subject: 'accelerator' as const,
  attributes: { 'gpu.uuid': uuid },
});

/** Seconds since the hour and values as what is to be sent. */
function outgoing(uuid: string, samples: Record<number, number>): Outgoing {
  const times = Object.keys(samples).map((second) => now.getTime() + Number(second) * 1000);
  const ready = toOutgoing(connectionId, {
    traits: traits(uuid),
    group: '',
    attributesText: '',
    times,
    values: Object.values(samples),
  });
  if (ready === null) throw new TypeError('Too many labels.');
  return ready;
}

/** An engine as Prometheus is without a window for late samples: one that it will not take spoils the whole request. */
function strictEngine(
  held: Record<string, Map<number, number>>,
  refusal = new EngineFault('refused', 'Out of order.'),
) {
  const requests: Outgoing[][] = [];
  const engine: Engine = {
    async write() {
      const request = requests.at(-1) ?? [];
      const isTaken = request.every(({ key, times, values }) =>
        times.every((time, index) => {
          const has = held[key];
          if (has === undefined) return true;
          const newest = Math.max(...has.keys());
          return time > newest || (time === newest && has.get(time) === values[index]);
        }),
      );
      if (!isTaken) throw refusal;
      for (const { key, times, values } of request) {
        const samples = held[key] ?? new Map<number, number>();
        held[key] = samples;
        for (const [index, time] of times.entries()) samples.set(time, Number(values[index]));
      }
    },
    async ask() {
      const result = Object.entries(held).map(([key, samples]) => {
        const uuid = key.includes('GPU-1') ? 'GPU-1' : 'GPU-2';
        const labels = toLabels({ connectionId, ...traits(uuid) });
        return {
          metric: Object.fromEntries(labels.map(({ name, value }) => [name, value])),
          values: [...samples].map(([time, value]) => [time / 1000, String(value)]),
        };
      });
      return { data: { resultType: 'matrix', result }, gaps: [] };
    },
  };
  return { engine, requests };
}
