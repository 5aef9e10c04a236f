import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expandHostlist, expandRanges } from './expand-hostlist';

describe('a list of hosts', () => {
  it.each([
    [null, []],
    ['', []],
    ['dgx-1', ['dgx-1']],
    ['a,b.example', ['a', 'b.example']],
    ['node[001-004,7],other', ['node001', 'node002', 'node003', 'node004', 'node7', 'other']],
    ['n[8-11]', ['n8', 'n9', 'n10', 'n11']],
    ['n[098-101]', ['n098', 'n099', 'n100', 'n101']],
    ['n[1-2]-ib', ['n1-ib', 'n2-ib']],
    ['rack[0-1]node[1,3]', ['rack0node1', 'rack0node3', 'rack1node1', 'rack1node3']],
    ['a[1-2],b[3,5],c', ['a1', 'a2', 'b3', 'b5', 'c']],
    ['n[2,1]', ['n2', 'n1']],
  ])('%s is %j', (text, expected) => {
    expect(expandHostlist(text, 10)).toEqual(expected);
  });

  it.each([
    'n[3-1]',
    'n[1-',
    'n[]',
    'n[a-c]',
    'n]1[',
    'n[[1]]',
    'n[1-2',
    'a,,b',
    'a b',
    'n[-1]',
    '[',
    'n[1-99999999999999999999]',
  ])('%s is not read', (text) => {
    expect(expandHostlist(text, 10)).toBeNull();
  });

  it.each(['n[0-10]', 'n[1-999999999999]', 'a[0-3]b[0-3]', 'a[1-5],b[1-6]', 'a[0-9]b[0-9]c[0-9]d[0-9]e[0-9]f[0-9]'])(
    '%s has more than it may',
    (text) => {
      expect(expandHostlist(text, 10)).toBeNull();
    },
  );

  it('is never longer than it may be, whatever is written', () => {
    const text = fc.stringMatching(/^[a-c,[\]\-0-9]{0,30}$/);
    fc.assert(fc.property(text, (written) => (expandHostlist(written, 50)?.length ?? 0) <= 50));
  });
});

test('a list of indexes is read up to a bound', () => {
  expect(expandRanges('0-2,5', 8)).toEqual(['0', '1', '2', '5']);
  expect(expandRanges('0-8', 8)).toBeNull();
  expect(expandRanges('', 8)).toBeNull();
});
