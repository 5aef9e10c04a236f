import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '@/sandbox/start-sandbox';
import { readWholeInventory } from './contract/conformance/read-whole-inventory';
import { openSession } from './contract/session/open-session';
import { loadProvider } from './registry';

/** The first minutes of an hour: for most of it somebody else uses up what Azure lets one ask of a subscription. */
const quiet = new Date('2026-11-21T12:02:00Z');

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ faces: ['azure', 'google-cloud'], enforceLimits: true });
  sandbox.clock.hold(quiet);
});
afterAll(() => sandbox.stop());

/** One region of AWS is enough: it counts each by itself. */
const narrowed = { aws: { regions: ['eu-central-1'] }, azure: {}, 'google-cloud': {} };

it.each(['aws', 'azure', 'google-cloud'] as const)(
  'a whole read of %s asks no more than its vendor lets one ask',
  async (id) => {
    const facts = sandbox.connections.find(({ provider }) => provider === id);
    if (facts === undefined) throw new Error(`The sandbox does not play ${id}.`);
    const provider = await loadProvider(id);
    const session = openSession(provider, {
      settings: { ...facts.settings, ...narrowed[id] },
      secret: facts.secret,
      egressAllow: ['127.0.0.1/32'],
      signal: AbortSignal.timeout(110_000),
      now: () => new Date(),
    });
    try {
      const { scopes, enumerations } = await readWholeInventory(provider, session);
      const completeness = [
        ...scopes.map(({ result }) => result.completeness),
        ...enumerations.map((one) => one.completeness),
      ];
      const faults = completeness.flatMap((one) => (one.complete ? [] : one.gaps)).map(({ fault }) => fault);
      expect(scopes.flatMap(({ result }) => result.items).length).toBeGreaterThan(100);
      // Denied by the world's own policies; nothing else may fail, so no call was refused for its rate.
      expect(faults.filter((fault) => fault !== 'permission-missing')).toEqual([]);
      expect(session.calls.counts().reduce((sum, { failures }) => sum + failures, 0)).toBeLessThanOrEqual(
        faults.length,
      );
    } finally {
      session.transport.close();
    }
  },
  120_000,
);
