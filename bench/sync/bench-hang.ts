import { setTimeout as sleep } from 'node:timers/promises';
import { cliActor } from '@/lib/access/actor';
import { pauseConnection } from '@/lib/commands/connections/pause-connection';
import { requestSync } from '@/lib/commands/connections/request-sync';
import { type Measurement, toQuantiles } from '../measure';
import { type PlayedFactory, withFactory } from './play-factory';
import { readNow, type SyncedConnection, syncConnections, untilRead } from './sync-connections';

/** It has subscriptions that are throttled for minutes of its own accord, which would blur the others' times. */
const hanging = 'azure';
const turns = 3;
/** Until the hanging connection's calls have all been sent and wait for their answers. */
const settleMs = 3_000;
const bar = { atMost: 1.2 };

/** How much longer the others take to be read while one provider takes every call and never answers. */
export async function benchHang(): Promise<Measurement[]> {
  return withFactory(1, async (factory) => {
    const { database, connections } = factory;
    await factory.control('POST', '/control/clock', { hold: true });
    const hung = connections.find(({ provider }) => provider === hanging);
    if (hung === undefined) throw new RangeError(`There is no connection to ${hanging}.`);
    const others = connections.filter(({ id }) => id !== hung.id);
    const context = { actor: cliActor('bench'), database, now: new Date(), requestId: 'bench' };

    await pauseConnection(context, hung.id, true);
    const since = await readNow(database);
    await factory.startWorker();
    await untilRead(database, others, since);
    const alone = await syncInTurns(factory, others);
    await factory.control('PUT', '/control/faults', { face: hanging, faults: [{ fault: { kind: 'hang' } }] });
    await pauseConnection(context, hung.id, false);
    const beside = await syncInTurns(factory, others, async () => {
      await requestSync(context, hung.id);
      await sleep(settleMs);
    });
    return compare(alone, beside);
  });
}

/** Each connection read once a turn, all together. */
async function syncInTurns(
  { database }: PlayedFactory,
  connections: PlayedFactory['connections'],
  prepare?: () => Promise<void>,
): Promise<SyncedConnection[][]> {
  const taken: SyncedConnection[][] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    await prepare?.();
    taken.push(await syncConnections(database, connections));
  }
  return taken;
}

function compare(alone: SyncedConnection[][], beside: SyncedConnection[][]): Measurement[] {
  const [before, after] = [toQuantiles(alone.map(toWholeMs)), toQuantiles(beside.map(toWholeMs))];
  const ratio = after.median / before.median;
  return [
    { name: 'the others, alone', ...before, unit: 'ms' },
    { name: `the others, while ${hanging} hangs`, ...after, unit: 'ms' },
    { name: 'ratio of the medians', median: ratio, p95: ratio, unit: 'ratio', bar },
  ];
}

/** From the first start to the last end. */
function toWholeMs(synced: SyncedConnection[]): number {
  const starts = synced.map(({ run }) => run.startedAt.getTime());
  const ends = synced.map(({ run, ms }) => run.startedAt.getTime() + ms);
  return Math.max(...ends) - Math.min(...starts);
}
