import { describe, expect, test } from 'vitest';
import type { Gap } from '@/lib/domain/provider-fault';
import type { CollectionRun, RunOutcome } from '@/lib/store/runs/collection-run';
import { type StatusFacts, toConnectionStatus } from './connection-status';

const now = new Date('2026-11-21T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

function run(outcome: RunOutcome, gaps: Gap[] = [], held = 0): CollectionRun {
  return {
    id: 'r',
    connectionId: 'c',
    capability: 'inventory',
    startedAt: minutesAgo(6),
    finishedAt: outcome === 'running' ? null : minutesAgo(5),
    outcome,
    counts: { seen: 9, added: 0, changed: 0, gone: 0, held },
    measured: null,
    delivered: null,
    gaps,
    calls: [],
  };
}

function statusOf(facts: Partial<StatusFacts>) {
  return toConnectionStatus(
    {
      paused: false,
      intervalMs: 600_000,
      createdAt: minutesAgo(90),
      lastReadAt: minutesAgo(5),
      latest: run('complete'),
      lastEnded: run('complete'),
      ...facts,
    },
    now,
  );
}

const denied: Gap = {
  fault: 'permission-missing',
  account: '222233334444',
  region: 'eu-central-1',
  message: 'Access denied to ec2:DescribeInstances.',
  remedy: 'Allow ec2:DescribeInstances.',
};
const throttled: Gap = { fault: 'rate-limited', message: 'eks:ListClusters was throttled.' };

describe('the status of a connection', () => {
  test('is healthy only when everything was read lately', () => {
    expect(statusOf({})).toEqual({ status: 'healthy', statusSentence: 'Everything was read.', remedy: null });
    expect(statusOf({ lastReadAt: minutesAgo(25) }).status).toBe('warning');
    expect(statusOf({ lastReadAt: minutesAgo(61) }).status).toBe('unknown');
  });

  test('does not take for a place what stands for having no region', () => {
    const message = 'core:list-pods handed out a page token it had already handed out.';
    const gap: Gap = { fault: 'response-unexpected', account: 'hall-kubernetes', region: 'global', message };
    const lastEnded = run('partial', [gap]);
    expect(statusOf({ latest: lastEnded, lastEnded }).statusSentence).toBe(`hall-kubernetes: ${message}`);
  });

  test('tells the worst gap first, with its place and its remedy', () => {
    const lastEnded = run('partial', [throttled, denied]);
    expect(statusOf({ latest: lastEnded, lastEnded })).toEqual({
      status: 'warning',
      statusSentence: 'eu-central-1 of 222233334444: Access denied to ec2:DescribeInstances. And 1 more gap.',
      remedy: 'Allow ec2:DescribeInstances.',
    });
  });

  test('does not repeat a place that the sentence names already', () => {
    const message = 'Access denied to ec2:DescribeInstances in eu-central-1 of 222233334444.';
    const lastEnded = run('failed', [{ ...denied, message }]);
    expect(statusOf({ lastEnded })).toMatchObject({ status: 'critical', statusSentence: message });
  });

  test('of one that is paused is unknown, whatever was read before', () => {
    expect(statusOf({ paused: true }).status).toBe('unknown');
  });

  test('stays what the last read made it while the next one runs', () => {
    expect(statusOf({ latest: run('running') }).status).toBe('healthy');
    expect(statusOf({ latest: run('running'), lastEnded: run('failed', [denied]) }).status).toBe('critical');
  });

  test('of a partial read grown old is unknown, not a warning', () => {
    expect(statusOf({ lastEnded: run('partial', [denied]), lastReadAt: minutesAgo(120) }).status).toBe('unknown');
  });

  test('before the first read is in progress for a while, then unknown', () => {
    const never = { lastReadAt: null, lastEnded: null };
    expect(statusOf({ ...never, latest: null, createdAt: minutesAgo(1) }).status).toBe('in-progress');
    expect(statusOf({ ...never, latest: run('running') }).status).toBe('in-progress');
    expect(statusOf({ ...never, latest: run('abandoned') })).toMatchObject({
      status: 'unknown',
      remedy: expect.stringContaining('worker'),
    });
  });

  test('says when a mass disappearance waits for a second read', () => {
    const ended = run('complete', [], 40);
    expect(statusOf({ latest: ended, lastEnded: ended })).toMatchObject({
      status: 'warning',
      statusSentence: expect.stringContaining('40 resources were missing'),
    });
  });
});
