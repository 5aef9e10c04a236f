import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../provider-error';
import { heldItems, type PageLimits, readConvertedPages, readPages } from './read-pages';

interface Page {
  items: string[];
  next?: string;
}

/** Reads `pages` by token; the first page has the token ''. */
function readFrom(pages: Record<string, Page>, limits?: PageLimits, spill?: (items: string[]) => Promise<void>) {
  return readPages({
    operation: 'test:List',
    fetchPage: async (token = ''): Promise<Page> => {
      const page = pages[token];
      if (page) return page;
      throw new ProviderError({ kind: 'unavailable', operation: 'test:List', message: 'Gone.' });
    },
    itemsOf: ({ items }) => items,
    nextTokenOf: ({ next }) => next,
    identityOf: (item: string) => item,
    ...(limits ? { limits } : {}),
    ...(spill ? { spill: { at: heldItems, take: spill } } : {}),
  });
}

function inPages(chunks: string[][]): Record<string, Page> {
  return Object.fromEntries(
    chunks.map((items, index) => [
      index === 0 ? '' : String(index),
      { items, ...(index + 1 < chunks.length ? { next: String(index + 1) } : {}) },
    ]),
  );
}

const uniqueChunks = fc
  .uniqueArray(fc.string(), { maxLength: 60 })
  .chain((items) =>
    fc.array(fc.nat({ max: 60 }), { maxLength: 6 }).map((cuts) => {
      const edges = [...new Set([0, ...cuts.map((cut) => Math.min(cut, items.length)), items.length])].sort(
        (a, b) => a - b,
      );
      return edges.slice(0, -1).map((edge, index) => items.slice(edge, edges[index + 1]));
    }),
  )
  .map((chunks) => (chunks.length === 0 ? [[]] : chunks));

describe('readPages', () => {
  it('reads any listing, however it is cut into pages, whole and in order', async () => {
    await fc.assert(
      fc.asyncProperty(uniqueChunks, async (chunks) => {
        expect(await readFrom(inPages(chunks))).toMatchObject({ items: chunks.flat(), fault: null });
      }),
    );
  });

  it('keeps every item once and ends, whatever tokens a provider hands out', async () => {
    const token = fc.constantFrom('', 'a', 'b', 'c', 'd', undefined);
    const page = fc.record({ items: fc.array(fc.constantFrom('1', '2', '3', '4')), next: token });
    await fc.assert(
      fc.asyncProperty(fc.record({ '': page, a: page, b: page, c: page, d: page }), async (pages) => {
        const { items, fault } = await readFrom(pages);
        expect(new Set(items).size).toBe(items.length);
        expect(fault === null || fault.kind === 'response-unexpected').toBe(true);
      }),
    );
  });

  it('keeps what it read when a page fails', async () => {
    const { items, fault } = await readFrom({ '': { items: ['a'], next: 'lost' } });
    expect(items).toEqual(['a']);
    expect(fault?.kind).toBe('unavailable');
  });

  it('stops at a token it has seen before', async () => {
    const { items, fault } = await readFrom({ '': { items: ['a'], next: 'x' }, x: { items: ['b'], next: 'x' } });
    expect(items).toEqual(['a', 'b']);
    expect(fault).toMatchObject({ kind: 'response-unexpected', code: 'TokenLoop' });
  });

  it('reads past a repeated page but calls the listing incomplete', async () => {
    const { items, fault } = await readFrom(inPages([['a', 'b'], ['a', 'b'], ['c']]));
    expect(items).toEqual(['a', 'b', 'c']);
    expect(fault?.code).toBe('RepeatedPage');
  });

  it('takes an overlap for a list that shifted, not for a fault', async () => {
    expect(
      await readFrom(
        inPages([
          ['a', 'b'],
          ['b', 'c'],
        ]),
      ),
    ).toEqual({ items: ['a', 'b', 'c'], listed: 3, fault: null });
  });

  it('takes empty pages in between for what they are', async () => {
    expect(await readFrom(inPages([[], [], ['c']]))).toEqual({ items: ['c'], listed: 1, fault: null });
  });

  it('stops at its limits', async () => {
    const endless = inPages(Array.from({ length: 20 }, (_, index) => [String(index)]));
    expect((await readFrom(endless, { pages: 3, items: 100 })).fault?.code).toBe('TooManyPages');
    expect((await readFrom(endless, { pages: 100, items: 3 })).fault?.code).toBe('TooManyItems');
  });

  it('hands over what it holds as it goes on, each item once', async () => {
    const page = (from: number) => Array.from({ length: heldItems }, (_, index) => String(from + index));
    const spilled: string[][] = [];
    const pages = inPages([page(0), page(heldItems - 1), ['last']]);
    const { items, fault } = await readFrom(pages, undefined, async (held) => void spilled.push(held));
    expect(fault).toBeNull();
    expect(spilled.map(({ length }) => length)).toEqual([heldItems, heldItems]);
    expect(items).toEqual([]);
    expect(spilled.flat()).toEqual([...page(0), ...page(heldItems - 1).slice(1), 'last']);
  });

  it('knows a repeated page for one although nothing came of what it listed', async () => {
    const dropped = (pages: Record<string, Page>) =>
      readConvertedPages({
        operation: 'test:List',
        fetchPage: async (token = ''): Promise<Page> => pages[token] ?? { items: [] },
        itemsOf: ({ items }) => items,
        nextTokenOf: ({ next }) => next,
        identityOf: (item) => item,
        convert: (items): string[] => items.filter((item) => item === 'kept'),
      });
    expect(await dropped(inPages([['gone-1'], ['gone-1'], ['kept']]))).toMatchObject({
      items: ['kept'],
      listed: 2,
      fault: { code: 'RepeatedPage' },
    });
    expect(await dropped(inPages([['gone-1'], ['gone-2'], ['kept']]))).toEqual({
      items: ['kept'],
      listed: 3,
      fault: null,
    });
  });

  it('ends where every page repeats what was listed, however new its token', async () => {
    let calls = 0;
    const { items, fault } = await readPages({
      operation: 'test:List',
      fetchPage: async () => ({ items: ['a', 'b'], next: String(++calls) }),
      itemsOf: ({ items }) => items,
      nextTokenOf: ({ next }) => next,
      identityOf: (item) => item,
    });
    expect(items).toEqual(['a', 'b']);
    expect(fault).toMatchObject({ kind: 'response-unexpected', code: 'RepeatedPage' });
    expect(calls).toBeLessThan(20);
  });

  it('knows a repeated page for one although its items were handed over', async () => {
    const page = Array.from({ length: heldItems }, (_, index) => String(index));
    const { items, fault } = await readFrom(inPages([page, page]), undefined, async () => undefined);
    expect(items).toEqual([]);
    expect(fault?.code).toBe('RepeatedPage');
  });
});
