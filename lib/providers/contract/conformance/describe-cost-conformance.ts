import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { CallLimits } from '../calls/call-limits';
import type { ProviderSession } from '../provider';
import { ProviderError } from '../provider-error';
import { conformanceFaults } from './conformance-subject';
import { type CostSubject, costFaults, type ExpectedDelivery } from './cost-subject';
import { expectHonestCost, readBytes, readWholeCost, toDeliveryKey, type WholeCost } from './honest-cost-conformance';
import { gapsOf } from './honest-read-conformance';

/** No waiting for its own sake; time enough for an attempt on a busy machine. */
const limits: Partial<CallLimits> = {
  ratePerSecond: 1000,
  concurrency: 8,
  backoffBaseMs: 1,
  backoffMaxMs: 5,
  maxAttempts: 2,
  attemptTimeoutMs: 10_000,
};
const impatient: Partial<CallLimits> = { ...limits, maxAttempts: 1, attemptTimeoutMs: 300 };
const limitMs = 60_000;

/** What every provider's bills must do over a place where they lie. `start` gives a place of its own to every test. */
export function describeCostConformance<Settings, Secret>(
  name: string,
  start: () => Promise<CostSubject<Settings, Secret>>,
): void {
  describe(`the bills of ${name}`, { timeout: limitMs }, () => {
    let subject: CostSubject<Settings, Secret>;
    const opened: ProviderSession<Settings, Secret>[] = [];
    beforeEach(async () => {
      subject = await start();
    });
    afterEach(() => {
      for (const { transport } of opened.splice(0)) transport.close();
    });

    const open = (chosen: Partial<CallLimits> = limits, signal = new AbortController().signal) => {
      const session = subject.open({ limits: chosen, signal });
      opened.push(session);
      return session;
    };
    const read = async (
      chosen: Partial<CallLimits> = limits,
      months: readonly BillingMonth[] = subject.months,
    ): Promise<WholeCost> => {
      const whole = await readWholeCost(subject.provider, open(chosen), months);
      expectHonestCost(whole);
      return whole;
    };

    /** Every delivery told is one that is there, with every file and byte of it. */
    const expectOnlyWhole = async ({ deliveries }: WholeCost): Promise<void> => {
      const there = new Map(subject.truth().map((expected) => [toDeliveryKey(expected), expected]));
      for (const delivery of deliveries) {
        const expected = there.get(toDeliveryKey(delivery));
        expect(expected, toDeliveryKey(delivery)).toBeDefined();
        expect(namesOf(delivery)).toEqual(namesOf(expected));
        for (const file of delivery.files) {
          const content = expected?.files.find((each) => each.name === file.name)?.content;
          const bytes = await readBytes(file);
          expect(bytes.equals(content ?? new Uint8Array()), file.name).toBe(true);
          if (file.bytes !== null) expect(bytes.length).toBe(file.bytes);
        }
      }
    };

    it('are exactly those that are there, file by file, when nothing fails', async () => {
      const whole = await read();
      expect(gapsOf(whole.ends[0]?.completeness)).toEqual([]);
      expect(keysOf(whole.deliveries)).toEqual(keysOf(subject.truth()));
      await expectOnlyWhole(whole);
    });

    it('are read of the months that were asked for alone', async () => {
      const [oldest] = subject.months;
      const whole = await read(limits, [oldest]);
      const wanted = subject.truth().filter(({ billingMonth }) => billingMonth === oldest);
      expect(keysOf(whole.deliveries)).toEqual(keysOf(wanted));
    });

    it('read a file from its start each time it is opened', async () => {
      const { deliveries } = await read();
      const file = deliveries[0]?.files[0];
      if (file === undefined) throw new Error('There is no file.');
      expect(await readBytes(file)).toEqual(await readBytes(file));
    });

    it('keep their versions while nothing is delivered, and change that of what is', async () => {
      const before = versionsOf(await read());
      expect(versionsOf(await read())).toEqual(before);
      const anew = toDeliveryKey(subject.deliverAnew());
      const whole = await read();
      const after = versionsOf(whole);
      expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
      for (const [key, version] of after) expect(version === before.get(key), key).toBe(key !== anew);
      await expectOnlyWhole(whole);
    });

    it('name a delivery as a gap while its files are not all there, and never in part', async () => {
      const early = toDeliveryKey(subject.announceEarly());
      const whole = await read();
      expect(keysOf(whole.deliveries)).toEqual(keysOf(subject.truth()).filter((key) => key !== early));
      expect(gapsOf(whole.ends[0]?.completeness)).toHaveLength(1);
    });

    it('tell of a file that was replaced after it was named', async () => {
      const { deliveries } = await read();
      const file = deliveries[0]?.files[0];
      if (file === undefined) throw new Error('There is no file.');
      subject.replace(file.name);
      await expect(readBytes(file)).rejects.toBeInstanceOf(ProviderError);
    });

    it.each(costFaults)('are a gap under %s, which throws nothing', async (kind) => {
      subject.setFault(kind);
      const whole = await read(kind === 'hang' ? impatient : limits);
      subject.setFault(null);
      const gaps = gapsOf(whole.ends[0]?.completeness);
      expect(new Set(gaps.map(({ fault }) => fault))).toEqual(new Set([conformanceFaults[kind]]));
      expect(whole.deliveries).toEqual([]);
    });

    it.each(costFaults)('fail with a fault when a file is opened under %s', async (kind) => {
      const { deliveries } = await read(kind === 'hang' ? impatient : limits);
      const file = deliveries[0]?.files[0];
      if (file === undefined) throw new Error('There is no file.');
      subject.setFault(kind);
      await expect(readBytes(file)).rejects.toBeInstanceOf(ProviderError);
    });

    it('stop with the reason when they are aborted', async () => {
      const controller = new AbortController();
      const reason = new Error('the lease was lost');
      subject.setFault('hang');
      const reading = readWholeCost(subject.provider, open(limits, controller.signal), subject.months);
      setTimeout(() => controller.abort(reason), 20);
      await expect(reading).rejects.toBe(reason);
    });
  });
}

function keysOf(deliveries: readonly Pick<ExpectedDelivery, 'source' | 'scope' | 'billingMonth'>[]): string[] {
  return deliveries.map(toDeliveryKey).sort();
}

function namesOf(delivery: { files: readonly { name: string }[] } | undefined): string[] {
  return (delivery?.files ?? []).map(({ name }) => name).sort();
}

function versionsOf({ deliveries }: WholeCost): Map<string, string> {
  return new Map(deliveries.map((delivery) => [toDeliveryKey(delivery), delivery.version]));
}
