import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projects } from '../world/google-cloud/geography';
import { unpublishedFields } from './model-check/unpublished-fields';
import { errorOf, now, parse, scope, search, TestFace } from './test-face';

let google: TestFace;
beforeAll(async () => {
  google = await TestFace.create();
});
beforeEach(() => google.calm());

describe('searchAllResources', () => {
  test('lists everything once, at most 500 a page', async () => {
    const pages = await google.pagesOf('pageSize=5000');
    expect(pages[0]).toHaveLength(500);
    const names = pages.flat();
    expect(new Set(names).size).toBe(names.length);
    const told = google.face.truth().resources.map(({ nativeId }) => nativeId);
    const listed = new Set(names);
    expect(told.filter((name) => !listed.has(name))).toEqual([]);
  });

  test('takes types by name and by pattern, and refuses one that names none', async () => {
    const types = async (query: string) =>
      new Set((await google.find(`${query}&pageSize=500`)).results.map(({ assetType }) => assetType));
    expect(await types('assetTypes=compute.googleapis.com/VpnTunnel&assetTypes=tpu.googleapis.com/Node')).toEqual(
      new Set(['compute.googleapis.com/VpnTunnel', 'tpu.googleapis.com/Node']),
    );
    expect(await types(`assetTypes=${encodeURIComponent('tpu.googleapis.com.*')}`)).toEqual(
      new Set(['tpu.googleapis.com/Node', 'tpu.googleapis.com/QueuedResource']),
    );
    expect(errorOf(await google.ask(search('assetTypes=example.com/Nothing')))).toMatchObject({
      status: 'INVALID_ARGUMENT',
    });
  });

  test('gives documents only when the mask asks for them, and fields that Google publishes', async () => {
    const bare = await google.find('pageSize=500');
    expect(bare.results.some((result) => 'versionedResources' in result)).toBe(false);
    const whole = await google.find('pageSize=500&readMask=*');
    for (const result of whole.results) {
      expect(result).toHaveProperty('versionedResources.0.resource');
      expect(unpublishedFields('cloudasset.ResourceSearchResult', result)).toEqual([]);
    }
    expect(errorOf(await google.ask(search('readMask=nonsense')))).toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('finds by query and orders as asked', async () => {
    const { results } = await google.find(
      'assetTypes=compute.googleapis.com/VpnTunnel&query=location:europe-west4&orderBy=name%20DESC',
    );
    expect(results).toHaveLength(4);
    const names = results.map(({ name }) => name);
    expect(names).toEqual(names.toSorted().toReversed());
  });

  test('shows a folder and a project only what is in it', async () => {
    const { results } = await google.find(
      'assetTypes=compute.googleapis.com/Network',
      `projects/${projects.research.number}`,
    );
    expect(results.map(({ name }) => name)).toEqual([
      `//compute.googleapis.com/projects/${projects.research.id}/global/networks/lab`,
    ]);
  });

  test('refuses whoever asks the denied project by its name', async () => {
    expect(errorOf(await google.ask(search('', `projects/${projects.sovereign.id}`)))).toMatchObject({
      code: 403,
      status: 'PERMISSION_DENIED',
      details: [{ reason: 'IAM_PERMISSION_DENIED', domain: 'cloudasset.googleapis.com' }],
    });
  });

  test('enforces the published limit when asked to', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 401; call++)
      statuses.push((await google.ask(search('pageSize=1'), { of: google.limited })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(400);
    expect(statuses.at(-1)).toBe(429);
    google.realNow = new Date(now.getTime() + 60_000);
    expect((await google.ask(search('pageSize=1'), { of: google.limited })).status).toBe(200);
  });
});

describe('listAssets', () => {
  test('gives resources with their documents, of fields that Google publishes', async () => {
    const { assets } = z
      .object({ assets: z.array(z.unknown()) })
      .parse(
        await google.read(
          `/v1/${scope}/assets?contentType=RESOURCE&pageSize=1000&assetTypes=compute.googleapis.com/Instance`,
        ),
      );
    expect(assets.length).toBeGreaterThan(700);
    for (const asset of assets) expect(unpublishedFields('cloudasset.Asset', asset)).toEqual([]);
    expect(errorOf(await google.ask(`/v1/${scope}/assets?pageSize=1001`))).toMatchObject({
      status: 'INVALID_ARGUMENT',
    });
  });
});

describe('Resource Manager', () => {
  test('finds the projects that the reader may get', async () => {
    const { projects: found } = z
      .object({ projects: z.array(z.object({ projectId: z.string() })) })
      .parse(await google.read('/v3/projects:search'));
    expect(found.map(({ projectId }) => projectId)).toEqual(
      Object.values(projects)
        .map(({ id }) => id)
        .filter((id) => id !== projects.sovereign.id)
        .toSorted(),
    );
    expect(await google.read(`/v3/projects/${projects.serving.id}`)).toMatchObject({
      name: `projects/${projects.serving.number}`,
      state: 'ACTIVE',
    });
  });

  test('tells which permissions the reader holds', async () => {
    const body = JSON.stringify({ permissions: ['cloudasset.assets.searchAllResources', 'compute.instances.delete'] });
    const held = async (where: string) =>
      parse(await google.ask(`/v3/${where}:testIamPermissions`, { method: 'POST', body }));
    expect(await held(scope)).toEqual({ permissions: ['cloudasset.assets.searchAllResources'] });
    expect(await held(`projects/${projects.sovereign.id}`)).toEqual({});
  });
});
