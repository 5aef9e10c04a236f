import { createHmac, sign } from 'node:crypto';
import { z } from 'zod';
import { createClock } from '../control/clock';
import type { Face } from '../face';
import type { FaultKind, FaultRuleInput } from '../faults/fault';
import { FaultSwitchboard } from '../faults/fault-switchboard';
import type { WireResponse } from '../wire/wire';
import { createBillBook } from '../world/bills/bill-book';
import { organization } from '../world/google-cloud/geography';
import { createGoogleCloudFace } from './create-google-cloud-face';

const origin = 'https://127.0.0.1:1';
export const scope = `organizations/${organization.number}`;
export const now = new Date('2026-11-21T12:00:07Z');

const keySchema = z.object({ client_email: z.string(), private_key: z.string() });
const resultsSchema = z.object({
  results: z.array(z.looseObject({ name: z.string(), assetType: z.string() })).default([]),
  nextPageToken: z.string().default(''),
});

/** The face of Google Cloud without a wire, asked by whoever holds its key, at a time that stands still. */
export class TestFace {
  readonly #faults = new FaultSwitchboard('test');
  readonly face: Face;
  /** The same, which enforces the limits that Google publishes. */
  readonly limited: Face;
  realNow = now;
  readonly #key: z.infer<typeof keySchema>;
  #token = '';

  private constructor() {
    const context = {
      seed: 'test',
      scale: 1,
      faults: this.#faults,
      bills: createBillBook('test', 1),
      clock: createClock(() => now),
      realNow: () => this.realNow,
      caCertificate: '',
      secretFor: (purpose: string) => createHmac('sha256', 'test').update(purpose).digest(),
    };
    this.face = createGoogleCloudFace(context);
    this.limited = createGoogleCloudFace({ ...context, enforceLimits: true });
    const keyFile: unknown = JSON.parse(this.face.connections(origin)[0]?.secret?.serviceAccountKey ?? '');
    this.#key = keySchema.parse(keyFile);
  }

  static async create(): Promise<TestFace> {
    const google = new TestFace();
    const granted = await google.post('/token', google.assertion());
    google.#token = z.object({ access_token: z.string() }).parse(granted).access_token;
    return google;
  }

  /** Ends all faults and turns the time back. */
  calm(): void {
    this.#faults.clear();
    this.realNow = now;
  }

  strike(...rules: FaultRuleInput[]): void {
    this.#faults.set('google-cloud', rules);
  }

  async ask(path: string, options: { method?: string; body?: string; of?: Face } = {}): Promise<WireResponse> {
    const { method = 'GET', body = '', of = this.face } = options;
    const [bare = '', rawQuery = ''] = path.split('?');
    const { response } = await of.answer({
      method,
      path: bare,
      rawQuery,
      query: Object.fromEntries(new URLSearchParams(rawQuery)),
      headers: { host: '127.0.0.1:1', authorization: `Bearer ${this.#token}` },
      body: Buffer.from(body),
      clientFingerprint: null,
    });
    return response;
  }

  async read(path: string): Promise<unknown> {
    return parse(await this.ask(path));
  }

  async post(path: string, form: Record<string, string>): Promise<unknown> {
    return parse(await this.ask(path, { method: 'POST', body: new URLSearchParams(form).toString() }));
  }

  /** What is posted for a token, with these claims on top of the usual. */
  assertion(claims: Record<string, unknown> = {}): Record<string, string> {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const seconds = Math.floor(now.getTime() / 1000);
    const payload = {
      iss: this.#key.client_email,
      scope: 'https://www.googleapis.com/auth/cloud-platform.read-only',
      aud: 'https://oauth2.googleapis.com/token',
      iat: seconds,
      exp: seconds + 3600,
      ...claims,
    };
    const part = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(payload)}`;
    const signature = sign('sha256', Buffer.from(part), this.#key.private_key).toString('base64url');
    return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: `${part}.${signature}` };
  }

  /** One page of a search. */
  async find(query: string, where = scope) {
    return resultsSchema.parse(await this.read(search(query, where)));
  }

  /** The names on each page of a search, up to so many pages. */
  async pagesOf(query: string, limit = 50): Promise<string[][]> {
    const pages: string[][] = [];
    let next = '';
    do {
      const page = await this.find(`${query}&pageToken=${encodeURIComponent(next)}`);
      pages.push(page.results.map(({ name }) => name));
      next = page.nextPageToken;
    } while (next !== '' && pages.length < limit);
    return pages;
  }
}

export const search = (query: string, where = scope) => `/v1/${where}:searchAllResources?${query}`;

export function parse({ body }: WireResponse): unknown {
  const value: unknown = JSON.parse(body);
  return value;
}

export const errorOf = (response: WireResponse) => z.object({ error: z.unknown() }).parse(parse(response)).error;

export function faultOf(kind: FaultKind): FaultRuleInput['fault'] {
  return kind === 'clock-skew' ? { kind, offsetMs: -40 * 60_000 } : { kind };
}
