import { afterEach, describe, expect, it } from 'vitest';
import { inventoriedKinds } from '@/lib/domain/inventoried-kinds';
import type { CallLimits } from '../calls/call-limits';
import type { ProviderSession } from '../provider';
import {
  type ConformanceFault,
  type ConformanceSubject,
  conformanceFaults,
  type FaultAim,
  type SubjectOptions,
} from './conformance-subject';
import { expectHonestRead, expectTrueScope, gapsOf } from './honest-read-conformance';
import { readWholeInventory, type ScopeRead, toScopeKey, type WholeRead } from './read-whole-inventory';

/** No waiting for its own sake; time enough for an attempt on a busy machine. */
const limits: Partial<CallLimits> = {
  ratePerSecond: 1000,
  concurrency: 16,
  backoffBaseMs: 1,
  backoffMaxMs: 5,
  maxAttempts: 2,
  attemptTimeoutMs: 20_000,
};
const impatient: Partial<CallLimits> = { ...limits, maxAttempts: 1, attemptTimeoutMs: 2000 };
const limitMs = 120_000;

function isClosedFault(text: string): text is keyof typeof conformanceFaults {
  return Object.hasOwn(conformanceFaults, text);
}

/**
 * What every provider's inventory must do over a face of it, with each fault switched on. `subject` is asked for
 * when the first test runs.
 */
export function describeInventoryConformance<Settings, Secret>(
  name: string,
  subject: () => ConformanceSubject<Settings, Secret>,
): void {
  describe(`the inventory of ${name}`, () => {
    const opened: ProviderSession<Settings, Secret>[] = [];
    afterEach(() => {
      subject().setFault(null);
      for (const { transport } of opened.splice(0)) transport.close();
    });

    const open = (chosen: Partial<CallLimits>, options: Partial<SubjectOptions> = {}) => {
      const session = subject().open({ limits: chosen, signal: new AbortController().signal, ...options });
      opened.push(session);
      return session;
    };

    const readUnder = async (kind: ConformanceFault, aim: FaultAim): Promise<WholeRead> => {
      const { provider, setFault } = subject();
      setFault({ kind, aim });
      const whole = await readWholeInventory(
        provider,
        open(kind === 'hang' || kind === 'slow-drip' ? impatient : limits),
      );
      expectHonestRead(whole);
      return whole;
    };

    const isHit = ({ scope }: ScopeRead): boolean => subject().target.hits(scope);

    const expectWhole = (whole: WholeRead): void => {
      const { provider, truth } = subject();
      const { items, denied } = truth();
      for (const read of whole.scopes) expectTrueScope(read, items);
      const incomplete = whole.scopes
        .filter(({ result }) => !result.completeness.complete)
        .map(({ scope }) => toScopeKey(scope));
      const refused = denied.map(toScopeKey).sort();
      expect(incomplete.sort()).toEqual(refused);
      expect(whole.enumerations[0]?.completeness).toEqual({ complete: true });
      const read = new Set(whole.scopes.map(({ scope }) => toScopeKey(scope)));
      const foreign = whole.scopes.filter(({ scope }) => !inventoriedKinds[provider.id].includes(scope.kind));
      expect(foreign.map(({ scope }) => toScopeKey(scope))).toEqual([]);
      const unread = items.filter((item) => !read.has(toScopeKey(item)) && !refused.includes(toScopeKey(item)));
      expect(unread.map(({ nativeId }) => nativeId)).toEqual([]);
    };

    const expectRestUntouched = (whole: WholeRead): void => {
      const { items, denied } = subject().truth();
      const refused = new Set(denied.map(toScopeKey));
      for (const read of whole.scopes.filter((each) => !isHit(each))) {
        expectTrueScope(read, items);
        expect(gapsOf(read.result.completeness).length > 0, toScopeKey(read.scope)).toBe(
          refused.has(toScopeKey(read.scope)),
        );
      }
    };

    it('is exactly what is there when nothing fails', { timeout: limitMs }, async () => {
      const whole = await readWholeInventory(subject().provider, open(limits));
      expectHonestRead(whole);
      expectWhole(whole);
    });

    it.each(Object.entries(conformanceFaults))(
      'keeps %s to what it strikes',
      { timeout: limitMs },
      async (kind, fault) => {
        if (!isClosedFault(kind)) throw new Error(`${kind} is no fault.`);
        const { target, truth, immune } = subject();
        const whole = await readUnder(kind, target.aim);
        if (immune?.[kind] !== undefined) {
          expectWhole(whole);
          return;
        }
        expectRestUntouched(whole);
        const hit = whole.scopes.filter(isHit);
        const gaps = [
          ...hit.flatMap(({ result }) => gapsOf(result.completeness)),
          ...gapsOf(whole.enumerations[0]?.completeness),
        ];
        expect(new Set(gaps.map((gap) => gap.fault))).toEqual(new Set([fault]));
        for (const read of hit) expectTrueScope(read, truth().items);
      },
    );

    it('does not take an empty list of regions for an account that has none', { timeout: limitMs }, async (test) => {
      const { provider, setFault, regionListing } = subject();
      if (regionListing === undefined) return test.skip('This provider lists no regions.');
      const { account } = regionListing;
      setFault({ kind: 'empty-success', aim: { account } });
      const whole = await readWholeInventory(provider, open(limits, { enumerate: true }));
      expectHonestRead(whole);
      expect(whole.scopes).toEqual([]);
      expect(gapsOf(whole.enumerations[0]?.completeness)).toMatchObject([{ fault: 'response-unexpected', account }]);
    });

    it('takes a well-formed empty answer for what it is, and makes nothing up', { timeout: limitMs }, async () => {
      const whole = await readUnder('empty-success', subject().target.aim);
      expectRestUntouched(whole);
      expect(whole.scopes.filter(isHit).flatMap(({ result }) => result.items)).toEqual([]);
    });

    it.for(['missing-permission', 'expired-credentials', 'throttle', 'server-error'] as const)(
      'reads the other accounts when one cannot be entered for %s, and says which',
      { timeout: limitMs },
      async (kind, test) => {
        const account = subject().entry?.account;
        if (account === undefined) return test.skip('No account of this provider is entered apart from others.');
        const whole = await readUnder(kind, { account });
        const { items } = subject().truth();
        for (const read of whole.scopes) expectTrueScope(read, items);
        expect(whole.scopes.some(({ scope }) => scope.account === account)).toBe(false);
        expect(whole.scopes.some(({ result }) => result.completeness.complete)).toBe(true);
        const gaps = gapsOf(whole.enumerations[0]?.completeness);
        expect(gaps).toHaveLength(1);
        expect(gaps[0]).toMatchObject({ fault: conformanceFaults[kind], account });
      },
    );

    it('stops with the reason when it is aborted', { timeout: limitMs }, async () => {
      const controller = new AbortController();
      const reason = new Error('the lease was lost');
      // Without something that hangs, a small inventory is read before it can be stopped.
      subject().setFault({ kind: 'hang', aim: subject().target.aim });
      const reading = readWholeInventory(subject().provider, open(limits, { signal: controller.signal }));
      setTimeout(() => controller.abort(reason), 50);
      await expect(reading).rejects.toBe(reason);
    });
  });
}
