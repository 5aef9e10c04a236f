import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { promisedTo } from '../world/bills/promised';
import { projects } from '../world/google-cloud/geography';
import { unpublishedFields } from './model-check/unpublished-fields';
import { errorOf, TestFace } from './test-face';

let google: TestFace;
beforeAll(async () => {
  google = await TestFace.create();
});

describe('listTimeSeries', () => {
  const series = (project: string, type: string, more = '') =>
    `/v3/projects/${project}/timeSeries?filter=${encodeURIComponent(`metric.type = "${type}"`)}&interval.startTime=2026-11-21T11:30:00Z&interval.endTime=2026-11-21T12:00:00Z${more}`;
  const answerSchema = z.object({
    timeSeries: z.array(
      z.looseObject({
        resource: z.object({ type: z.string(), labels: z.record(z.string(), z.string()) }),
        points: z.array(
          z.object({
            value: z.record(z.string(), z.unknown()),
            interval: z.object({ startTime: z.string(), endTime: z.string() }),
          }),
        ),
      }),
    ),
    nextPageToken: z.string().default(''),
  });
  const measure = async (project: string, type: string, more = '') =>
    answerSchema.parse(await google.read(series(project, type, more)));

  test('tells capacities in bytes a second, as text', async () => {
    const answer = await measure(projects.network.id, 'interconnect.googleapis.com/network/attachment/capacity');
    const ashburn = answer.timeSeries.find(({ resource }) => resource.labels.attachment === 'ashburn-a-us-east4');
    expect(ashburn?.points[0]?.value).toEqual({ int64Value: '6250000000' });
    for (const each of answer.timeSeries) expect(unpublishedFields('monitoring.TimeSeries', each)).toEqual([]);
  });

  test('has deltas span their minute and gauges stand at an instant, newest first, late by two minutes', async () => {
    const bytes = await measure(projects.network.id, 'vpn.googleapis.com/network/sent_bytes_count');
    expect(bytes.timeSeries[0]?.points[0]?.interval).toEqual({
      startTime: '2026-11-21T11:57:00Z',
      endTime: '2026-11-21T11:58:00Z',
    });
    const up = await measure(projects.network.id, 'vpn.googleapis.com/tunnel_established');
    expect(up.timeSeries.filter(({ points }) => points[0]?.value.doubleValue === 0)).toHaveLength(1);
    expect(up.timeSeries[0]?.points.at(-1)?.interval).toEqual({
      startTime: '2026-11-21T11:31:00Z',
      endTime: '2026-11-21T11:31:00Z',
    });
  });

  test('pages by points', async () => {
    const type = 'vpn.googleapis.com/tunnel_established';
    const first = await measure(projects.network.id, type, '&pageSize=112');
    expect(first.timeSeries).toHaveLength(4);
    const rest = await measure(
      projects.network.id,
      type,
      `&pageSize=112&pageToken=${encodeURIComponent(first.nextPageToken)}`,
    );
    expect(rest.timeSeries[0]).not.toEqual(first.timeSeries[0]);
  });

  test('aligns deltas to rates, and refuses an aligner that does not fit', async () => {
    const align = (aligner: string) => `&aggregation.alignmentPeriod=300s&aggregation.perSeriesAligner=${aligner}`;
    const sent = 'vpn.googleapis.com/network/sent_bytes_count';
    const rates = await measure(projects.network.id, sent, align('2'));
    expect(rates.timeSeries[0]?.points).toHaveLength(6);
    expect(rates.timeSeries[0]?.points[0]?.value.doubleValue).toBeLessThan(3e9 / 8);
    const refused = await google.ask(
      series(projects.network.id, 'kubernetes.io/node/accelerator/duty_cycle', align('ALIGN_RATE')),
    );
    expect(errorOf(refused)).toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  test('wants one type, knows those it has, and keeps to the project', async () => {
    const asked = await google.ask(
      `/v3/projects/${projects.network.id}/timeSeries?interval.endTime=2026-11-21T12:00:00Z`,
    );
    expect(asked.status).toBe(400);
    expect((await google.ask(series(projects.network.id, 'custom.googleapis.com/none'))).status).toBe(404);
    expect(await google.read(series(projects.serving.id, 'vpn.googleapis.com/tunnel_established'))).not.toHaveProperty(
      'timeSeries',
    );
    expect((await google.ask(series(projects.sovereign.id, 'router.googleapis.com/bgp/session_up'))).status).toBe(403);
  });
});

describe('commitments', () => {
  const path = (project: string, more = '') => `/compute/v1/projects/${project}/aggregated/commitments${more}`;
  const listSchema = z.looseObject({
    items: z.record(z.string(), z.looseObject({ commitments: z.array(z.looseObject({})).optional() })),
  });

  test('are told of every region, in fields that Google publishes, and of their own project alone', async () => {
    const answer = await google.read(path(projects.training.id));
    expect(unpublishedFields('compute.CommitmentAggregatedList', answer)).toEqual([]);
    const { items } = listSchema.parse(answer);
    for (const scoped of Object.values(items))
      expect(unpublishedFields('compute.CommitmentsScopedList', scoped)).toEqual([]);
    const [promised] = promisedTo('test', 'google-cloud');
    const here = items[`regions/${promised?.region}`]?.commitments;
    expect(here).toMatchObject([
      {
        name: 'h100-one-year',
        status: 'ACTIVE',
        id: expect.stringMatching(/^\d{18,20}$/),
        selfLink: `https://www.googleapis.com/compute/v1/${promised?.id}`,
      },
    ]);
    expect(new Date(String(here?.[0]?.endTimestamp))).toEqual(promised?.endsAt);
    const { items: none } = listSchema.parse(await google.read(path(projects.serving.number)));
    expect(Object.values(none).flatMap(({ commitments = [] }) => commitments)).toEqual([]);
    expect((await google.ask(path(projects.training.id, '?maxResults=501'))).status).toBe(400);
    expect((await google.ask(path(projects.sovereign.id))).status).toBe(403);
  });
});
