import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProviderError } from '../../contract/provider-error';
import { Refusal } from '../connect/answers';
import type { Cluster, ClusterRequest } from '../connect/open-cluster';
import { toKubernetesProviderError } from '../faults/to-kubernetes-provider-error';
import type { ObjectListing } from '../objects/listing';
import { readObjects } from './read-objects';

const thing = z.object({ metadata: z.object({ name: z.string() }), wanted: z.boolean() });

const listing: ObjectListing<string> = {
  group: 'core',
  resource: 'pods',
  path: '/api/v1/pods',
  fieldSelector: 'status.phase!=Failed',
  keep(object) {
    const { metadata, wanted } = thing.parse(object);
    return wanted ? metadata.name : null;
  },
};

const pod = (name: string, wanted = true) => ({ metadata: { name, namespace: 'n' }, wanted });
const page = (names: string[], next?: string, resourceVersion = '10') => ({
  metadata: { resourceVersion, ...(next === undefined ? {} : { continue: next }) },
  items: names.map((name) => pod(name)),
});
const status = (code: number, reason: string, continueToken?: string) =>
  new Refusal(code, new Headers(), { kind: 'Status', reason, metadata: { continue: continueToken } });

type Answer = object | Refusal;
interface Script {
  /** Answers to listings, in order. */
  lists: Answer[];
  /** Answers to watches, in order: the events of each, or a refusal. */
  watches?: (object[] | Refusal)[];
}

/** A cluster that answers as told, and remembers what it was asked. */
function scripted({ lists, watches = [] }: Script) {
  const asked: ClusterRequest[] = [];
  const fail = (error: unknown, { operation }: ClusterRequest) => {
    throw toKubernetesProviderError(error, { operation, bucket: 'b', priceMicroUsd: 0 }, new Date());
  };
  const cluster: Cluster = {
    name: 'hall',
    siteHint: null,
    now: () => new Date(),
    async request(request, schema) {
      asked.push(request);
      const answer = lists.shift();
      if (answer instanceof Refusal) return fail(answer, request);
      return schema.parse(answer);
    },
    async stream(request, take) {
      asked.push(request);
      const answer = watches.shift() ?? [];
      if (answer instanceof Refusal) return fail(answer, request);
      for (const event of answer) take(event);
    },
  };
  return { cluster, asked };
}

const read = async (script: Script) => {
  const { cluster, asked } = scripted(script);
  const { kept, faults } = await readObjects(cluster, listing);
  return { kept: kept.sort(), codes: faults.map(({ code }) => code), asked };
};

describe('reading a resource', () => {
  it('tells of objects that cannot be read once, however many there are', async () => {
    const items = Array.from({ length: 200_000 }, () => ({}));
    const { cluster } = scripted({ lists: [{ metadata: {}, items }] });
    const { faults } = await readObjects(cluster, listing);
    expect(faults.map(({ code }) => code)).toEqual(['UnreadableObject']);
  });

  it('of one page needs no watch', async () => {
    const { kept, codes, asked } = await read({ lists: [page(['a', 'b'])] });
    expect({ kept, codes }).toEqual({ kept: ['a', 'b'], codes: [] });
    expect(asked).toEqual([
      {
        operation: 'core:list-pods',
        path: '/api/v1/pods',
        query: { limit: '500', continue: undefined, fieldSelector: 'status.phase!=Failed' },
      },
    ]);
  });

  it('takes a list that Go left empty for empty', async () => {
    expect(await read({ lists: [{ metadata: {}, items: null }] })).toMatchObject({ kept: [], codes: [] });
  });

  it('of many pages watches for what changed since they began', async () => {
    const { kept, codes, asked } = await read({
      lists: [page(['a', 'b'], 't1'), page(['c', 'd'])],
      watches: [
        [
          { type: 'ADDED', object: pod('e') },
          { type: 'DELETED', object: pod('a') },
          { type: 'MODIFIED', object: pod('b', false) },
          { type: 'BOOKMARK', object: { metadata: { resourceVersion: '12' } } },
        ],
      ],
    });
    expect({ kept, codes }).toEqual({ kept: ['c', 'd', 'e'], codes: [] });
    expect(asked[1]?.query).toMatchObject({ continue: 't1' });
    expect(asked[2]).toMatchObject({
      operation: 'core:watch-pods',
      query: { watch: '1', resourceVersion: '10', timeoutSeconds: '1', fieldSelector: 'status.phase!=Failed' },
    });
  });

  it('goes on from the next object when the listing has expired and the server says how', async () => {
    const { kept, codes, asked } = await read({
      lists: [
        page(['a'], 't1'),
        status(410, 'Expired', 'onward'),
        page(['b'], 't2', '20'),
        page(['c'], undefined, '20'),
      ],
    });
    expect({ kept, codes }).toEqual({ kept: ['a', 'b', 'c'], codes: [] });
    expect(asked.map(({ query }) => query?.continue)).toEqual([undefined, 't1', 'onward', 't2']);
  });

  it('lists again from the start when the server does not say how', async () => {
    const { kept, codes } = await read({
      lists: [page(['a'], 't1'), status(410, 'Expired'), page(['a'], 't2'), page(['b'])],
    });
    expect({ kept, codes }).toEqual({ kept: ['a', 'b'], codes: [] });
  });

  it('gives up a cluster that forgets faster than it can be read, keeping what was listed', async () => {
    const lists = [1, 2, 3].flatMap(() => [page(['a'], 't1'), status(410, 'Expired')]);
    expect(await read({ lists })).toMatchObject({ kept: ['a'], codes: ['Expired'] });
  });

  it.each([
    ['refused with 410', status(410, 'Gone')],
    ['ended by an error event', [{ type: 'ERROR', object: { kind: 'Status', code: 410 } }]],
  ])('lists again when the watch is %s', async (_, watch) => {
    const { kept, codes } = await read({
      lists: [page(['a'], 't1'), page(['b']), page(['b'], 't1', '30'), page(['c'], undefined, '30')],
      watches: [watch, [{ type: 'ADDED', object: pod('d') }]],
    });
    expect({ kept, codes }).toEqual({ kept: ['b', 'c', 'd'], codes: [] });
  });

  it('keeps the whole listing when listing again fails: nothing flickers', async () => {
    const { kept, codes } = await read({
      lists: [page(['a'], 't1'), page(['b']), page(['a'], 't1'), status(503, 'ServiceUnavailable')],
      watches: [status(410, 'Gone')],
    });
    expect({ kept, codes }).toEqual({ kept: ['a', 'b'], codes: [] });
  });

  it('keeps the listing when the watch fails for another reason', async () => {
    const lists = [page(['a'], 't1'), page(['b'])];
    expect(await read({ lists, watches: [status(403, 'Forbidden')] })).toMatchObject({ kept: ['a', 'b'], codes: [] });
  });

  it('knows a repeated page although nothing of it is kept', async () => {
    const unwanted = { metadata: { continue: 't1' }, items: [pod('a', false), pod('b', false)] };
    const last = { metadata: {}, items: unwanted.items };
    expect(await read({ lists: [unwanted, last] })).toMatchObject({ kept: [], codes: ['RepeatedPage'] });
  });

  it('ends at a token that leads in a circle', async () => {
    const lists = [page(['a'], 't1'), page(['b'], 't1')];
    expect(await read({ lists })).toMatchObject({ kept: ['a', 'b'], codes: ['TokenLoop'] });
  });

  it('says so when an object cannot be read, and keeps the others', async () => {
    const lists = [{ metadata: {}, items: [pod('a'), { metadata: {} }, 'nonsense'] }];
    expect(await read({ lists })).toMatchObject({ kept: ['a'], codes: ['UnreadableObject'] });
  });

  it('of 100,000 objects holds no more than what is kept of them', async () => {
    let served = 0;
    const pages = 200;
    const cluster: Cluster = {
      ...scripted({ lists: [] }).cluster,
      async request(_, schema) {
        served += 1;
        const items = Array.from({ length: 500 }, (_unused, index) => ({
          ...pod(`p-${served}-${index}`, index === 0 && served % 20 === 0),
          ballast: 'x'.repeat(64) + index,
        }));
        return schema.parse({ metadata: served < pages ? { continue: `t${served}` } : {}, items });
      },
    };
    const { kept, faults } = await readObjects(cluster, listing);
    expect({ kept: kept.length, faults, served }).toEqual({ kept: 10, faults: [], served: pages });
  });

  it('throws what is no fault of the cluster’s', async () => {
    const reason = new Error('the lease was lost');
    const cluster: Cluster = { ...scripted({ lists: [] }).cluster, request: () => Promise.reject(reason) };
    await expect(readObjects(cluster, listing)).rejects.toBe(reason);
    expect(reason).not.toBeInstanceOf(ProviderError);
  });
});
