import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { get } from 'node:https';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { googleCloudProvider } from '@/lib/providers/google-cloud/provider';
import { startSandbox } from '@/sandbox/start-sandbox';
import { promisedTo } from '@/sandbox/world/bills/promised';
import type { Counts } from '../../counts/counts';
import { type PublishedMethod, readPublishedMethods } from './discovery';
import { findAnswerFaults, findRequestFaults } from './find-differences';

const seed = 'millwright';
const wireSchema = z.object({ endpoint: z.url(), caCertificate: z.string() });
/** What the connector must have asked; anything else it asks is checked too. */
const expected = [
  'bigquery.tables.get',
  'bigquery.tables.list',
  'bigquery.tabledata.list',
  'cloudbilling.services.skus.list',
  'compute.regionCommitments.aggregatedList',
];

/** A call that the connector made. */
interface Asked {
  method: string;
  address: URL;
  authorization: string;
}

/**
 * Has the connector read prices, bills and commitments from the sandbox's face of Google Cloud, and holds each request and its
 * answer against Google's discovery documents, which neither was written from. Counts each method as a test.
 */
export async function compareWithDiscovery(folder: string): Promise<Counts> {
  const methods = await readPublishedMethods(folder);
  const sandbox = await startSandbox({ seed, faces: ['google-cloud'] });
  try {
    const facts = sandbox.connections.find(({ provider }) => provider === 'google-cloud');
    if (facts === undefined) throw new Error('The sandbox plays no Google Cloud.');
    const { endpoint, caCertificate } = wireSchema.parse(facts.settings);
    const asked = await record(endpoint, () => readAll(facts.settings, facts.secret));
    const faults = new Map<string, Set<string>>(expected.map((id) => [id, new Set(['was never asked'])]));
    for (const call of asked) {
      const method = findMethod(methods, call);
      if (method === null) {
        faults.set(call.address.pathname, new Set(['no API publishes it']));
        continue;
      }
      const answer = await ask(call, caCertificate);
      const told = [...findRequestFaults(method, call.address.searchParams), ...findAnswerFaults(method, answer)];
      const known = faults.get(method.id);
      const before = known === undefined || known.has('was never asked') ? [] : known;
      faults.set(method.id, new Set([...before, ...told]));
    }
    for (const [id, told] of faults) for (const fault of [...told].slice(0, 20)) console.error(`${id}: ${fault}`);
    const failed = [...faults.values()].filter(({ size }) => size > 0).length;
    console.log(`Google's discovery documents: ${asked.length} calls of ${faults.size} methods, ${failed} with faults`);
    return { passed: faults.size - failed, failed, skipped: 0 };
  } finally {
    await sandbox.stop();
  }
}

/** Reads prices, a month of bills and what commitments run. */
async function readAll(settings: unknown, secret: unknown): Promise<void> {
  const session = openSession(googleCloudProvider, {
    settings,
    secret,
    egressAllow: ['127.0.0.0/8'],
    signal: new AbortController().signal,
    now: () => new Date(),
    limits: { ratePerSecond: 1000, concurrency: 4, maxAttempts: 1 },
  });
  try {
    const { prices, cost } = googleCloudProvider;
    if (prices === undefined || cost?.readTerms === undefined) throw new Error('Google Cloud tells prices and terms.');
    const lists = await prices.read(session);
    const terms = await cost.readTerms(
      session,
      promisedTo(seed, 'google-cloud').map(({ id }) => id),
    );
    if (!lists.completeness.complete || !terms.completeness.complete) throw new Error('Not all could be read.');
    for await (const step of cost.read(session, ['2026-10'])) {
      if (step.type === 'end') {
        if (!step.completeness.complete) throw new Error('Not all bills could be read.');
        continue;
      }
      const [file] = step.delivery.files;
      if (file === undefined) throw new Error('A bill has no file.');
      // One file is enough: all are read by the same calls.
      for await (const _ of await file.open()) break;
    }
  } finally {
    session.transport.close();
  }
}

/** The calls to an endpoint that are made while something is done, each with the token it carried. */
async function record(endpoint: string, run: () => Promise<void>): Promise<Asked[]> {
  const asked: Asked[] = [];
  const listen = (message: unknown) => {
    const { request } = z.object({ request: z.instanceof(ClientRequest) }).parse(message);
    const authorization = request.getHeader('authorization');
    if (typeof authorization !== 'string') return;
    asked.push({ method: request.method, address: new URL(request.path, endpoint), authorization });
  };
  subscribe('http.client.request.start', listen);
  try {
    await run();
  } finally {
    unsubscribe('http.client.request.start', listen);
  }
  return asked;
}

function findMethod(methods: readonly PublishedMethod[], { method, address }: Asked): PublishedMethod | null {
  const path = decodeURIComponent(address.pathname);
  return methods.find(({ httpMethod, path: pattern }) => httpMethod === method && pattern.test(path)) ?? null;
}

/** The answer to the same call once more. */
async function ask({ address, authorization }: Asked, ca: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    get(address, { ca, headers: { authorization } }, (response) => {
      if (response.statusCode === 200) json(response).then(resolve, reject);
      else reject(new Error(`${address.pathname} was answered with ${response.statusCode}.`));
    }).on('error', reject);
  });
}
