import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../faults/fault';
import { createWorld } from '../../world/aws/world';
import { createBillBook } from '../../world/bills/bill-book';
import type { Call } from '../call';
import { createExportStore } from '../exports/export-content';
import { type Page, pageOf, wholeOf } from './page';

const world = createWorld({ seed: 'test' }).at(new Date('2026-11-21T12:00:00Z'));
const bills = createBillBook('test', 1);

function callWith(fault: Fault | null, operation = 'DescribeVpcs'): Call {
  const identity = { account: '1', arn: 'arn', userId: 'id' };
  return {
    identity,
    account: '1',
    region: 'eu-west-1',
    operation,
    protocol: 'ec2',
    world,
    bills,
    exports: createExportStore(bills, 1),
    now: new Date(0),
    keys: { accessKeyId: 'AKIA', secretAccessKey: 'secret', identity, sealKey: Buffer.alloc(32, 1) },
    trust: { roleName: 'Reader', externalId: 'id' },
    fault,
  };
}

class InvalidToken extends Error {}

interface Asked {
  items: readonly string[];
  size: number;
  token?: string | undefined;
  fault?: Fault | null;
  question?: unknown;
  descending?: boolean;
  operation?: string;
}

function ask({ items, size, token, fault = null, question, descending = false, operation }: Asked): Page<string> {
  return pageOf(callWith(fault, operation), {
    items,
    keyOf: (item) => item,
    descending,
    size,
    token,
    question,
    invalidToken: () => new InvalidToken(),
  });
}

const sortedList = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 }).map((items) => items.sort());
const size = fc.integer({ min: 1, max: 20 });

function follow(asked: Omit<Asked, 'token'>, limit = 200): string[][] {
  const pages: string[][] = [];
  let token: string | undefined;
  do {
    const page = ask({ ...asked, token });
    pages.push(page.items);
    token = page.nextToken;
  } while (token !== undefined && pages.length < limit);
  return pages;
}

describe('pageOf', () => {
  test('gives every item once, in order, on pages no larger than asked and none empty but an only one', () => {
    fc.assert(
      fc.property(sortedList, size, fc.boolean(), (ascending, pageSize, descending) => {
        const items = descending ? ascending.toReversed() : ascending;
        const pages = follow({ items, size: pageSize, descending });
        expect(pages.flat()).toEqual(items);
        for (const page of pages) expect(page.length).toBeLessThanOrEqual(pageSize);
        expect(pages.length).toBe(Math.max(1, Math.ceil(items.length / pageSize)));
      }),
    );
  });

  test('neither repeats nor skips what stays while the list changes between pages', () => {
    fc.assert(
      fc.property(sortedList, sortedList, size, (before, after, pageSize) => {
        const first = ask({ items: before, size: pageSize });
        const seen = [...first.items];
        let token = first.nextToken;
        while (token !== undefined) {
          const page = ask({ items: after, size: pageSize, token });
          seen.push(...page.items);
          token = page.nextToken;
        }
        expect(new Set(seen).size).toBe(seen.length);
        const stayed = before.filter((item) => after.includes(item));
        if (first.nextToken !== undefined) expect(seen).toEqual(expect.arrayContaining(stayed));
      }),
    );
  });

  test('refuses a token made up, or made for another question, operation or key', () => {
    const items = ['a', 'b', 'c'];
    const token = ask({ items, size: 1 }).nextToken;
    expect(() => ask({ items, size: 1, token: 'made up' })).toThrow(InvalidToken);
    expect(() => ask({ items, size: 1, token, question: { filter: 'x' } })).toThrow(InvalidToken);
    expect(() => ask({ items, size: 1, token, operation: 'DescribeSubnets' })).toThrow(InvalidToken);
    expect(ask({ items, size: 1, token }).items).toEqual(['b']);
  });

  test('serves every page twice under the duplicate-page fault, and still ends', () => {
    const pages = follow({ items: ['a', 'b', 'c'], size: 2, fault: { kind: 'duplicate-page' } });
    expect(pages).toEqual([['a', 'b'], ['a', 'b'], ['c'], ['c']]);
  });

  test('never ends under the token-loop fault', () => {
    const pages = follow({ items: ['a', 'b', 'c'], size: 2, fault: { kind: 'token-loop' } }, 50);
    expect(pages).toHaveLength(50);
    expect(new Set(pages.map(String))).toEqual(new Set(['a,b']));
  });

  test('is empty and well formed under the empty-success fault', () => {
    expect(follow({ items: ['a', 'b'], size: 1, fault: { kind: 'empty-success' } })).toEqual([[]]);
    expect(wholeOf(callWith({ kind: 'empty-success' }), ['a'])).toEqual([]);
    expect(wholeOf(callWith(null), ['a'])).toEqual(['a']);
  });
});
