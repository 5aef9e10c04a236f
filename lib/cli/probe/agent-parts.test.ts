import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { probePlanSchema } from '@/lib/api/contracts/probes';
import type { ProbeMinute } from '@/lib/domain/probe/probe';
import { ConsoleClock } from './console-clock';
import { decideAnswered, decideLate } from './measure/decide-late';
import { readEchoes } from './measure/probe-icmp';
import { toOutcome } from './measure/to-outcome';
import { Outbox } from './outbox';
import { readProbeSettings } from './probe-settings';
import { readPlan } from './read-plan';

const token = `mwp_${'a'.repeat(43)}`;

describe('settings', () => {
  test('come from the command line and the environment, the token from a file or the environment', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'probe-')), 'token');
    writeFileSync(file, `${token}\n`);
    const expected = { console: 'https://console.example', token };
    expect(readProbeSettings(['--console', expected.console, '--token-file', file], {})).toEqual(expected);
    expect(readProbeSettings([], { MILLWRIGHT_URL: expected.console, MILLWRIGHT_PROBE_TOKEN: token })).toEqual(
      expected,
    );
  });

  test.each([
    [[], {}, 'where the console is'],
    [['--console', 'https://x.example'], {}, 'token of the agent'],
    [['--console', 'https://x.example'], { MILLWRIGHT_PROBE_TOKEN: 'mw_abc' }, 'no token of a probe agent'],
    [['--console', 'https://x.example', '--token-file', '/nowhere/token'], {}, 'cannot be read'],
    [['--token', token], {}, 'token'],
  ])('%j with %j are refused in a sentence', (args, env, sentence) => {
    expect(() => readProbeSettings(args, env)).toThrow(sentence);
  });
});

describe('the lines of ping', () => {
  test('of iputils', () => {
    const text = [
      'PING 10.0.0.2 (10.0.0.2) 56(84) bytes of data.',
      '64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=20.1 ms',
      '64 bytes from 10.0.0.2: icmp_seq=3 ttl=64 time=1204 ms',
      '64 bytes from 10.0.0.2: icmp_seq=4 ttl=64 time=0.045 ms',
      '64 bytes from 10.0.0.2: icmp_seq=4 ttl=64 time=9.0 ms (DUP!)',
      '',
      '4 packets transmitted, 3 received, +1 duplicates, 25% packet loss, time 601ms',
      'rtt min/avg/max/mdev = 0.045/20.1/1204/0.1 ms',
    ].join('\n');
    expect(readEchoes(text, 4, 900)).toEqual([
      { is: 'answered', value: 20_100_000 },
      { is: 'lost' },
      { is: 'lost' },
      { is: 'answered', value: 45_000 },
    ]);
  });

  test('of busybox and BSD, which count from nought', () => {
    const text = '64 bytes from 10.0.0.2: seq=0 ttl=42 time=0.120 ms\n64 bytes from 10.0.0.2: seq=1 ttl=42 time=0.3 ms';
    expect(readEchoes(text, 2, 900)).toEqual([
      { is: 'answered', value: 120_000 },
      { is: 'answered', value: 300_000 },
    ]);
  });

  test('that tell of nothing are losses', () => {
    expect(readEchoes('5 packets transmitted, 0 received, 100% packet loss', 2, 900)).toEqual([
      { is: 'lost' },
      { is: 'lost' },
    ]);
  });
});

test.each([
  ['ETIMEDOUT', { is: 'lost' }],
  ['EHOSTUNREACH', { is: 'lost' }],
  ['ECONNREFUSED', { is: 'failed', fault: 'port-closed' }],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', { is: 'failed', fault: 'certificate-refused' }],
  ['ERR_TLS_CERT_ALTNAME_INVALID', { is: 'failed', fault: 'certificate-refused' }],
  ['HPE_INVALID_CONSTANT', { is: 'failed', fault: 'answer-unexpected' }],
  ['EMFILE', { is: 'failed', fault: 'agent-failed' }],
])('%s tells of the way: %j', (code, outcome) => {
  expect(toOutcome(Object.assign(new Error('x'), { code }))).toEqual(outcome);
});

test('an attempt that this machine was too late to look after is no loss', () => {
  expect(decideLate(905, 900)).toEqual({ is: 'lost' });
  expect(decideLate(1_400, 900)).toEqual({ is: 'failed', fault: 'agent-failed' });
  expect(decideAnswered(20_000_000n, 25, 900)).toEqual({ is: 'answered', value: 20_000_000 });
  expect(decideAnswered(1_300_000_000n, 1_310, 900)).toEqual({ is: 'failed', fault: 'agent-failed' });
  expect(decideAnswered(905_000_000n, 906, 900)).toEqual({ is: 'lost' });
});

describe('what waits to be sent', () => {
  const minute = (at: number): ProbeMinute => ({
    target: '0190c0de-0000-7000-8000-000000000001',
    minute: new Date(at * 60_000),
    sent: 1,
    lost: 1,
    failed: 0,
    fault: null,
    jitterSumNs: 0,
    jitterPairs: 0,
    sketch: null,
  });
  const minutes = (many: number) => Array.from({ length: many }, (_, index) => minute(index));
  const isFrom = (rows: string[], at: number) =>
    JSON.parse(rows[0] ?? '{}').minute === new Date(at * 60_000).toISOString();

  test('goes in reports of bounded size, the oldest first', () => {
    const outbox = new Outbox();
    outbox.add(minutes(1_500));
    expect([outbox.next().length, isFrom(outbox.next(), 0)]).toEqual([1_000, true]);
    outbox.sent(1_000, 0);
    expect([outbox.next().length, isFrom(outbox.next(), 1_000)]).toEqual([500, true]);
  });

  test('is bounded: the oldest go, and how many is told', () => {
    const outbox = new Outbox();
    outbox.add(minutes(15_010));
    expect([outbox.size, outbox.dropped, isFrom(outbox.next(), 10)]).toEqual([15_000, 10, true]);
    outbox.sent(1, 10);
    expect([outbox.size, outbox.dropped]).toEqual([14_999, 0]);
  });

  test('goes when the console would refuse it for its age', () => {
    const outbox = new Outbox();
    outbox.add(minutes(10));
    outbox.dropOld(24 * 3_600_000 + 5 * 60_000);
    expect([outbox.size, outbox.dropped]).toEqual([5, 5]);
  });
});

test('the console’s time runs on by a monotonic clock', () => {
  let monotonic = 1_000;
  const clock = new ConsoleClock(() => monotonic);
  expect(clock.now()).toBeNull();
  clock.hear(5_000_000, 900, 1_100);
  expect(clock.now()).toBe(5_000_000);
  monotonic += 250;
  expect(clock.now()).toBe(5_000_250);
});

test('a plan is read as the contract has it, and nothing else is one', () => {
  const target = {
    id: '0190c0de-0000-7000-8000-000000000001',
    to: 'prague',
    kind: 'throughput' as const,
    address: 'https://x.example/',
    everySeconds: 60,
    attempts: 1,
    timeoutMs: 20_000,
    mostBytes: 65_536,
  };
  const plan = probePlanSchema.parse({ agent: 'a', site: 's', now: '2026-11-22T12:00:00Z', targets: [target] });
  expect(readPlan(plan)).toEqual(plan);
  for (const wrong of [null, {}, { ...plan, targets: [{ ...target, kind: 'smoke' }] }, { ...plan, now: 'soon' }])
    expect(readPlan(wrong)).toBeNull();
});
