import { Agent, globalAgent } from 'node:https';
import { MetricServiceClient } from '@google-cloud/monitoring';
import { ExternalAccountClient, type ExternalAccountClientOptions, GoogleAuth, gaxios, JWT } from 'google-auth-library';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { organization, projects } from '../world/google-cloud/geography';

const connectionSchema = z.object({
  settings: z.object({ endpoint: z.string(), caCertificate: z.string(), scope: z.string() }),
  secret: z.object({ serviceAccountKey: z.string() }),
});
const keySchema = z.object({ client_email: z.string(), private_key: z.string(), private_key_id: z.string() });
const cloudPlatform = 'https://www.googleapis.com/auth/cloud-platform';
const scope = `organizations/${organization.number}`;

let sandbox: RunningSandbox;
let endpoint: string;
let key: z.infer<typeof keySchema>;
let transporter: gaxios.Gaxios;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: ['google-cloud'] });
  const connection = connectionSchema.parse(sandbox.connections.find(({ provider }) => provider === 'google-cloud'));
  endpoint = connection.settings.endpoint;
  key = keySchema.parse(JSON.parse(connection.secret.serviceAccountKey));
  const agent = new Agent({ ca: connection.settings.caCertificate, keepAlive: true });
  transporter = new gaxios.Gaxios();
  // The exchange of tokens takes no transporter: it dials where its configuration says, by this agent.
  globalAgent.options.ca = connection.settings.caCertificate;
  // Google's clients know its addresses by heart: what they send there goes to the face instead.
  transporter.interceptors.request.add({
    resolved: async (options) => {
      const { pathname, search } = new URL(options.url);
      return { ...options, url: new URL(pathname + search, endpoint), agent, retry: false };
    },
  });
});
afterEach(() => sandbox.faults.clear());
afterAll(() => {
  delete globalAgent.options.ca;
  return sandbox.stop();
});

function reader(overrides: Partial<{ email: string; key: string; scopes: string[] }> = {}): JWT {
  return new JWT({
    email: key.client_email,
    key: key.private_key,
    keyId: key.private_key_id,
    scopes: [cloudPlatform],
    transporter,
    ...overrides,
  });
}

const search = (query = '') => ({ url: `https://cloudasset.googleapis.com/v1/${scope}:searchAllResources${query}` });

describe("Google's own clients", () => {
  test('get an access token for a key and search with it', async () => {
    const { status, data } = await reader().request(search('?pageSize=3'));
    expect(status).toBe(200);
    expect(data).toMatchObject({ results: [{}, {}, {}], nextPageToken: expect.any(String) });
  });

  test('may bring a token the service account signed for itself', async () => {
    const client = reader();
    client.useJWTAccessWithScope = true;
    client.defaultScopes = [cloudPlatform];
    expect((await client.request(search('?pageSize=1'))).status).toBe(200);
  });

  test('are told that a key is not the account’s', async () => {
    const other = reader({ email: `nobody@${projects.network.id}.iam.gserviceaccount.com` });
    await expect(other.request(search())).rejects.toMatchObject({
      response: {
        status: 400,
        data: { error: 'invalid_grant', error_description: 'Invalid grant: account not found' },
      },
    });
  });

  test('exchange a workload’s token and act as the service account', async () => {
    const configuration = await transporter.request<ExternalAccountClientOptions>({
      url: `${endpoint}/sandbox/external-account`,
    });
    const options = { ...configuration.data, scopes: [cloudPlatform], transporter };
    const client = ExternalAccountClient.fromJSON(options);
    const answer = await client?.request(search('?pageSize=1'));
    expect(answer?.status).toBe(200);
  });

  test('read time series over REST, page by page, newest point first', async () => {
    const client = new MetricServiceClient({
      fallback: true,
      auth: new GoogleAuth({ authClient: reader() }),
    });
    const now = sandbox.clock.now().getTime();
    const request = {
      name: client.projectPath(projects.training.id),
      filter: 'metric.type = "kubernetes.io/node/accelerator/duty_cycle" AND resource.type = "k8s_node"',
      interval: { startTime: { seconds: Math.floor(now / 1000) - 900 }, endTime: { seconds: Math.floor(now / 1000) } },
      view: 'FULL' as const,
      pageSize: 200,
    };
    const [series] = await client.listTimeSeries(request);
    // The 64 of the training nodes, and up to 16 of machines that come and go with the hour.
    expect(series.length).toBeGreaterThan(64);
    expect(series.length).toBeLessThanOrEqual(64 + 16);
    const [first] = series;
    expect(first).toMatchObject({ metricKind: 'GAUGE', valueType: 'INT64', resource: { type: 'k8s_node' } });
    const ends = (first?.points ?? []).map(({ interval }) => Number(interval?.endTime?.seconds));
    expect(ends.length).toBeGreaterThanOrEqual(12);
    expect(ends).toEqual(ends.toSorted((left, right) => right - left));
    await client.close();
  });

  test('read rates that the API aligned, asked for by number or by name', async () => {
    const client = new MetricServiceClient({ fallback: true, auth: new GoogleAuth({ authClient: reader() }) });
    const seconds = Math.floor(sandbox.clock.now().getTime() / 1000);
    const [series] = await client.listTimeSeries({
      name: client.projectPath(projects.network.id),
      filter: 'metric.type = "vpn.googleapis.com/network/sent_bytes_count"',
      interval: { startTime: { seconds: seconds - 1800 }, endTime: { seconds } },
      aggregation: { alignmentPeriod: { seconds: 300 }, perSeriesAligner: 'ALIGN_RATE' },
    });
    expect(series).toHaveLength(20);
    expect(series[0]).toMatchObject({ metricKind: 'GAUGE', valueType: 'DOUBLE' });
    await client.close();
  });

  test('learn that a project keeps its measurements to itself', async () => {
    const client = new MetricServiceClient({ fallback: true, auth: new GoogleAuth({ authClient: reader() }) });
    const seconds = Math.floor(sandbox.clock.now().getTime() / 1000);
    const asked = client.listTimeSeries({
      name: client.projectPath(projects.sovereign.id),
      filter: 'metric.type = "router.googleapis.com/bgp/session_up"',
      interval: { startTime: { seconds: seconds - 600 }, endTime: { seconds } },
    });
    await expect(asked).rejects.toMatchObject({ code: 7, reason: 'IAM_PERMISSION_DENIED' });
    await client.close();
  });

  test('learn what a metric is from its descriptor', async () => {
    const client = new MetricServiceClient({ fallback: true, auth: new GoogleAuth({ authClient: reader() }) });
    const [capacity] = await client.listMetricDescriptors({
      name: client.projectPath(projects.network.id),
      filter: 'metric.type = "interconnect.googleapis.com/network/attachment/capacity"',
    });
    expect(capacity).toMatchObject([{ unit: 'By/s', valueType: 'INT64', metricKind: 'GAUGE' }]);
    await client.close();
  });
});
