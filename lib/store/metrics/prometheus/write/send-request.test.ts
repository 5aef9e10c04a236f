import { describe, expect, it } from 'vitest';
import { EngineFault } from '../connect/engine-fault';
import type { Engine } from '../connect/open-engine';
import { type Outgoing, toOutgoing, toRequests } from './outgoing';
import { sendRequest } from './send-request';
import { openStrictEngine } from './strict-engine';

const now = new Date('2026-11-22T12:00:00Z');
const refused = new EngineFault('refused', 'Out of order.', { status: 400 });

/** Samples of one GPU, by the minute of the hour before. */
function gpu(uuid: string, samples: Record<number, number>, attributes: Record<string, string> = {}): Outgoing {
  const ready = toOutgoing('c1', {
    traits: {
      metric: 'hw.power',
      definition: 'D',
      subject: 'accelerator',
      attributes: { 'gpu.uuid': uuid, ...attributes },
    },
    group: '',
    attributesText: '',
    times: Object.keys(samples).map((minute) => now.getTime() - 3_600_000 + Number(minute) * 60_000),
    values: Object.values(samples),
  });
  if (ready === null) throw new TypeError('No engine takes this.');
  return ready;
}

const valuesIn = (held: Map<string, Map<number, number>>) => [...held.values()].map((samples) => [...samples.values()]);

describe('a request to write', () => {
  it('that an engine takes is made once', async () => {
    const { engine, writes } = openStrictEngine(refused);
    const sent = await sendRequest(engine, [gpu('1', { 1: 5, 2: 6 }), gpu('2', { 1: 7 })], now);
    expect(sent).toMatchObject({ samples: 3, refused: 0 });
    expect(sent.series.size).toBe(2);
    expect(writes()).toBe(1);
  });

  it('whose samples the engine has in part is taken in whole', async () => {
    const { engine, held } = openStrictEngine(refused);
    await sendRequest(engine, [gpu('1', { 1: 5, 2: 6 })], now);
    const sent = await sendRequest(engine, [gpu('1', { 1: 5, 2: 6, 3: 7 })], now);
    expect(sent).toMatchObject({ samples: 3, refused: 0 });
    expect(valuesIn(held)).toEqual([[5, 6, 7]]);
  });

  it.each([
    ['late', { 1: 5 }],
    ['of another value', { 2: 5 }],
  ])('with one sample %s loses that one alone, and says so', async (_, spoiled) => {
    const { engine, held } = openStrictEngine(refused);
    await sendRequest(engine, [gpu('1', { 2: 6 })], now);
    const sent = await sendRequest(engine, [gpu('1', { ...spoiled, 3: 7 }), gpu('2', { 3: 8 })], now);
    expect(sent).toMatchObject({ samples: 2, refused: 1 });
    expect(valuesIn(held)).toEqual([[6, 7], [8]]);
  });

  it('full of late samples does not ask without end', async () => {
    const { engine, writes } = openStrictEngine(refused);
    const many = Array.from({ length: 500 }, (_, index) => String(index));
    await sendRequest(
      engine,
      many.map((uuid) => gpu(uuid, { 9: 1 })),
      now,
    );
    const sent = await sendRequest(
      engine,
      many.map((uuid) => gpu(uuid, { 1: 1, 10: 1 })),
      now,
    );
    expect(sent).toMatchObject({ samples: 500, refused: 500 });
    expect(writes()).toBeLessThan(200);
  });

  it('answered with 500 for a sample that is too old loses that one alone', async () => {
    const { engine } = openStrictEngine(new EngineFault('unavailable', 'Too old.', { status: 500 }));
    await sendRequest(engine, [gpu('1', { 2: 6 })], now);
    const sent = await sendRequest(engine, [gpu('1', { 1: 5, 3: 7 })], now);
    expect(sent).toMatchObject({ samples: 1, refused: 1 });
  });

  it('whose samples are all too old for an engine that answers 500 is refused in whole', async () => {
    const tooOld = new EngineFault('unavailable', 'Too old.', { status: 500 });
    const engine: Engine = {
      write: (body) => (body.length > 1 ? Promise.reject(tooOld) : Promise.resolve()),
      ask: async () => ({ data: { resultType: 'matrix', result: [] }, gaps: [] }),
    };
    expect(await sendRequest(engine, [gpu('1', { 1: 5, 2: 6 })], now)).toMatchObject({ samples: 0, refused: 2 });
  });

  it('is not given up for lost while the engine is away', async () => {
    for (const fault of [
      new EngineFault('unavailable', 'Away.', { status: 503 }),
      new EngineFault('unavailable', 'Broken.', { status: 500 }),
      new EngineFault('forbidden', 'Not you.', { status: 401 }),
      new EngineFault('unexpected', 'A page.'),
    ]) {
      const engine: Engine = { write: () => Promise.reject(fault), ask: () => Promise.reject(fault) };
      await expect(sendRequest(engine, [gpu('1', { 1: 5 })], now)).rejects.toBe(fault);
    }
  });

  it('holds no more samples than it may, in their order', () => {
    const all = [gpu('1', { 1: 1, 2: 2, 3: 3 }), gpu('2', { 1: 4 }), gpu('3', { 1: 5, 2: 6 })];
    const requests = toRequests(all, 2);
    expect(requests.map((request) => request.flatMap(({ values }) => values))).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(toRequests([], 2)).toEqual([]);
  });

  it('holds no series whose labels an engine would cut', () => {
    const many = Object.fromEntries(Array.from({ length: 24 }, (_, index) => [`key.${index}`, 'x']));
    expect(() => gpu('1', { 1: 1 }, many)).toThrow();
    expect(() => gpu('1', { 1: 1 }, { note: 'ü'.repeat(1_025) })).toThrow();
    expect(gpu('1', { 1: 1 }, { note: 'ü'.repeat(1_024) }).labels).toHaveLength(8);
  });
});
