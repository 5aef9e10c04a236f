import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery } from './parse-query';
import { QueryFault } from './query-fault';
import { runQuery, toRow } from './run-query';

const table = [
  { id: 'b', type: 'vm', tags: { Owner: 'ana', 'cost center': '7' }, properties: { size: 4, disks: ['x', 'y'] } },
  { id: 'a', type: 'VM', tags: null, properties: { size: 12, disks: [] } },
  { id: 'c', type: 'disk', tags: { owner: 'ben' }, properties: { size: 8 } },
].map((each) => toRow(new Map(Object.entries(each))));

const ask = (query: string) =>
  runQuery(parseQuery(query), table).rows.map((row) =>
    Object.fromEntries(row.columns.map((name) => [name, row.read(name)])),
  );
const ids = (query: string) => ask(query).map(({ id }) => id);

describe('the query language', () => {
  test.each([
    ["resources | where type == 'vm'", ['b']],
    ["resources | where type =~ 'vm'", ['b', 'a']],
    ["resources | where type in ('vm', 'disk')", ['b', 'c']],
    ["resources | where type in~ ('vm')", ['b', 'a']],
    ["resources | where type !in~ ('VM')", ['c']],
    ["resources | where tags.Owner == 'ana'", ['b']],
    ["resources | where tags['cost center'] == '7'", ['b']],
    ['resources | where isnotempty(tags.owner)', ['c']],
    ['resources | where properties.size > 4 and not(type == "disk")', ['a']],
    ['resources | where properties.size < 8 or id == "c"', ['b', 'c']],
    ["resources | where properties.disks[0] == 'x'", ['b']],
    ['resources | order by id', ['c', 'b', 'a']],
    ['resources | sort by id asc', ['a', 'b', 'c']],
    ['resources | order by tolower(type) asc, id asc', ['c', 'a', 'b']],
    ['resources | order by id asc | take 2 // the first two', ['a', 'b']],
  ])('%s', (query, expected) => {
    expect(ids(query)).toEqual(expected);
  });

  test('names what it projects, and leaves out what it is told to', () => {
    expect(ask("resources | where id == 'b' | project id, size = properties.size, tags.Owner")).toEqual([
      { id: 'b', size: 4, tags_Owner: 'ana' },
    ]);
    expect(ask("resources | where id == 'b' | project-away tags, properties")).toEqual([{ id: 'b', type: 'vm' }]);
  });

  test('expands lists, counts and groups', () => {
    expect(ask('resources | mv-expand disk = properties.disks | project id, disk')).toEqual([
      { id: 'b', disk: 'x' },
      { id: 'b', disk: 'y' },
    ]);
    expect(ask('resources | count')).toEqual([{ Count: 3 }]);
    expect(ask('resources | summarize n = count() by kind = tolower(type)')).toEqual([
      { kind: 'vm', n: 2 },
      { kind: 'disk', n: 1 },
    ]);
  });

  test.each([
    ['resources | where', 'ParserFailure'],
    ['resources | conjure id', 'ParserFailure'],
    ['resources | where nothing == 1', 'InvalidColumn'],
    ['resources | where conjure(id) == 1', 'UnknownFunction'],
  ])('refuses %s as %s', (query, code) => {
    expect(() => ask(query)).toThrow(expect.objectContaining({ code }));
  });

  test('refuses what it cannot read in its own words, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          ask(`resources | where ${text}`);
        } catch (error) {
          expect(error).toBeInstanceOf(QueryFault);
        }
      }),
      { numRuns: 300 },
    );
  });
});
