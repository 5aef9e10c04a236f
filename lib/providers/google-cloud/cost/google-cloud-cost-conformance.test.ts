import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import { createAuthority, issueLoopbackIdentity } from '@/sandbox/authority/authority';
import type { CostFault, CostSubject, ExpectedDelivery } from '../../contract/conformance/cost-subject';
import { describeCostConformance } from '../../contract/conformance/describe-cost-conformance';
import { openSession } from '../../contract/session/open-session';
import { googleCloudProvider } from '../provider';
import type { GoogleCloudSecret, GoogleCloudSettings } from '../settings';

const now = new Date('2026-11-03T10:00:00Z');
const fields = [
  { name: 'BillingPeriodStart', type: 'TIMESTAMP' },
  { name: 'BilledCost', type: 'NUMERIC' },
  {
    name: 'Tags',
    type: 'RECORD',
    mode: 'REPEATED',
    fields: [
      { name: 'Key', type: 'STRING' },
      { name: 'Value', type: 'STRING' },
    ],
  },
  { name: 'x_ExportTime', type: 'TIMESTAMP' },
];

interface Charge {
  month: BillingMonth;
  cost: string;
}
interface Table {
  account: string;
  partitions: Map<string, Charge[]>;
  /** Rows that are announced and not there yet. */
  announced: number;
}

const midnightOf = (month: BillingMonth) => Date.parse(`${month}-01T07:00:00Z`);
const toCells = ({ month, cost }: Charge) => [
  { v: `${midnightOf(month)}000` },
  { v: cost },
  { v: [{ v: { f: [{ v: 'team' }, { v: 'vision' }] } }] },
  { v: `${now.getTime()}000` },
];
const toLine = ({ month, cost }: Charge) =>
  `${JSON.stringify({
    BillingPeriodStart: new Date(midnightOf(month)).toISOString().replace('Z', '000Z'),
    BilledCost: cost,
    Tags: '{"team":"vision"}',
    x_ExportTime: now.toISOString().replace('Z', '000Z'),
  })}\n`;

const nameOf = ({ account }: Table) => `gcp_billing_export_focus_${account.replaceAll('-', '_')}`;

let server: Server;
let origin: string;
let caCertificate: string;
let serviceAccountKey: string;
let tables: Table[] = [];
let fault: CostFault | null = null;

beforeAll(async () => {
  const authority = await createAuthority(new Date());
  const { key, chain } = await issueLoopbackIdentity(authority, new Date());
  caCertificate = authority.certificate;
  server = createServer({ key, cert: chain }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', origin);
    if (pathname === '/token') return send(response, 200, { access_token: 'token', expires_in: 3600 });
    if (fault !== null) return misbehave(fault, request, response);
    send(response, 200, answer(decodeURIComponent(pathname), searchParams));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  serviceAccountKey = JSON.stringify({
    type: 'service_account',
    client_email: 'reader@bill.iam.gserviceaccount.com',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    private_key_id: 'k1',
    token_uri: `${origin}/token`,
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function misbehave(kind: CostFault, request: IncomingMessage, response: ServerResponse): void {
  const refuse = (code: number, status: string) => send(response, code, { error: { code, status } });
  if (kind === 'throttle') refuse(429, 'RESOURCE_EXHAUSTED');
  else if (kind === 'server-error') refuse(500, 'INTERNAL');
  else if (kind === 'expired-credentials') refuse(401, 'UNAUTHENTICATED');
  else if (kind === 'missing-permission') refuse(403, 'PERMISSION_DENIED');
  else if (kind === 'garbage') response.end('<html>');
  else if (kind === 'broken-connection') request.socket.destroy();
}

/** BigQuery's answer, three rows a page at most. */
function answer(path: string, facts: URLSearchParams): object {
  const [, id = '', partition, data] = /\/datasets\/costs\/tables(?:\/(\w+)(?:\$(\d+))?(\/data)?)?$/.exec(path) ?? [];
  if (id === '') return { tables: tables.map((table) => ({ tableReference: { tableId: nameOf(table) } })) };
  const table = tables.find((each) => nameOf(each) === id);
  if (data === undefined) return { schema: { fields }, timePartitioning: { type: 'DAY' } };
  const rows = table?.partitions.get(partition ?? '') ?? [];
  const wanted = facts.get('selectedFields')?.split(',') ?? [];
  const from = Number(facts.get('pageToken') ?? 0);
  const shown = rows.slice(from, from + 3).map((charge) => ({
    f: toCells(charge).filter((_, index) => wanted.includes(fields[index]?.name ?? '')),
  }));
  const announced = rows.length > 0 ? (table?.announced ?? 0) : 0;
  return {
    totalRows: String(rows.length + announced),
    rows: shown,
    ...(from + 3 < rows.length ? { pageToken: String(from + 3) } : {}),
  };
}

const charges = (month: BillingMonth, ...costs: string[]): Charge[] => costs.map((cost) => ({ month, cost }));

function expectedOf(table: Table): ExpectedDelivery[] {
  const months = [...new Set([...table.partitions.values()].flat().map(({ month }) => month))];
  return months.map((billingMonth) => ({
    source: 'google-cloud-focus',
    scope: `${table.account}/focus`,
    billingMonth,
    files: [...table.partitions].flatMap(([partition, all]) => {
      const rows = all.filter(({ month }) => month === billingMonth);
      if (rows.length === 0) return [];
      return [{ name: `${nameOf(table)}$${partition}`, content: Buffer.from(rows.map(toLine).join('')) }];
    }),
  }));
}

describeCostConformance('Google Cloud', async (): Promise<CostSubject<GoogleCloudSettings, GoogleCloudSecret>> => {
  fault = null;
  const november = {
    account: '0A0A0A-0B0B0B-0C0C0C',
    announced: 0,
    partitions: new Map([['20261102', charges('2026-11', '5', '6')]]),
  };
  const both = {
    account: '01A2B3-C4D5E6-F7A8B9',
    announced: 0,
    partitions: new Map([
      ['20261005', charges('2026-10', '1.000000001', '-2', '3', '4')],
      ['20261101', [...charges('2026-10', '0.5'), ...charges('2026-11', '7')]],
    ]),
  };
  tables = [november, both];
  const rowsOfNovember = november.partitions.get('20261102') ?? [];
  const only = (): ExpectedDelivery => {
    const [expected] = expectedOf(november);
    if (expected === undefined) throw new Error('November has rows.');
    return expected;
  };
  return {
    provider: googleCloudProvider,
    open: ({ limits, signal }) =>
      openSession(googleCloudProvider, {
        settings: {
          scope: 'projects/my-project',
          endpoint: origin,
          caCertificate,
          billingDatasets: ['bill-project.costs'],
        },
        secret: { serviceAccountKey },
        egressAllow: ['127.0.0.0/8'],
        signal,
        now: () => now,
        limits,
      }),
    months: ['2026-10', '2026-11'],
    truth: () => tables.flatMap(expectedOf),
    deliverAnew: () => {
      rowsOfNovember.push(...charges('2026-11', '8'));
      return only();
    },
    announceEarly: () => {
      november.announced = 1;
      return only();
    },
    replace: (file) => {
      for (const table of tables)
        for (const [partition, rows] of table.partitions)
          if (file === `${nameOf(table)}$${partition}`) rows.push(...rows.slice(0, 1));
    },
    setFault: (kind) => {
      fault = kind;
    },
  };
});
