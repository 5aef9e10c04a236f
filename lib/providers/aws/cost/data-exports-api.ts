import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { z } from 'zod';
import { createGuardedFetch } from '../../contract/http/guarded-fetch';
import { readPages } from '../../contract/paging/read-pages';
import { withoutOuterSlashes } from '../../contract/settings/trim-slashes';
import type { BillingOperation } from '../permissions/operations';
import { type BillingContext, billFault } from './billing-context';

/** Where the API of data exports is, and the region it signs for. Other partitions have none that is known here. */
const places = new Map([
  ['aws', { region: 'us-east-1', origin: 'https://bcm-data-exports.us-east-1.api.aws' }],
  [
    'aws-cn',
    { region: 'cn-northwest-1', origin: 'https://bcm-data-exports.cn-northwest-1.api.amazonwebservices.com.cn' },
  ],
  ['aws-us-gov', { region: 'us-gov-west-1', origin: 'https://bcm-data-exports.us-gov-west-1.api.aws' }],
]);

/** A data export as its account defines it. */
export interface DefinedExport {
  bucket: string;
  region: string;
  /** Of everything it writes: its prefix and its name. Without a slash at the end. */
  root: string;
}

const listSchema = z.object({
  Exports: z.array(z.object({ ExportArn: z.string().min(1), ExportName: z.string().optional() })),
  NextToken: z.string().nullish(),
});
const exportSchema = z.object({
  Export: z.object({
    Name: z.string().min(1),
    DataQuery: z.object({ QueryStatement: z.string() }),
    DestinationConfigurations: z.object({
      S3Destination: z
        .object({
          S3Bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
          S3Prefix: z.string(),
          S3Region: z.string().regex(/^[a-z0-9-]{3,40}$/),
        })
        .optional(),
    }),
  }),
});

/** Tables that hold bills; other exports are of recommendations or carbon. */
const billTable = /\bFROM\s+(FOCUS_\w*AWS\w*|COST_AND_USAGE_REPORT)\b/i;

/** The data exports of bills that the account has. Throws a `ProviderError`. */
export async function readDefinedExports(context: BillingContext): Promise<DefinedExport[]> {
  const { items, fault } = await readPages({
    operation: 'bcm-data-exports:ListExports',
    fetchPage: (NextToken) => ask(context, 'bcm-data-exports:ListExports', { MaxResults: 100, NextToken }, listSchema),
    itemsOf: ({ Exports }) => Exports,
    nextTokenOf: ({ NextToken }) => NextToken,
    identityOf: ({ ExportArn }) => ExportArn,
  });
  if (fault !== null) throw fault;
  const found: DefinedExport[] = [];
  for (const { ExportArn } of items) {
    const { Export } = await ask(context, 'bcm-data-exports:GetExport', { ExportArn }, exportSchema);
    const { S3Destination } = Export.DestinationConfigurations;
    if (S3Destination === undefined || !billTable.test(Export.DataQuery.QueryStatement)) continue;
    const folders = [withoutOuterSlashes(S3Destination.S3Prefix), Export.Name].filter((part) => part !== '');
    found.push({ bucket: S3Destination.S3Bucket, region: S3Destination.S3Region, root: folders.join('/') });
  }
  return found;
}

/** One call in JSON 1.1. The SDK's own client of this API would bring its runtime a second time, of an older release. */
async function ask<Answer>(
  context: BillingContext,
  operation: BillingOperation,
  input: object,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const { session, account } = context;
  const place = places.get(account.partition);
  if (place === undefined)
    throw billFault(
      operation,
      'PartitionUnknown',
      `Where data exports are asked for in the partition ${account.partition} is not known.`,
      'Name the exports as s3://bucket/prefix in the connection.',
    );
  const url = new URL(session.settings.endpoint ?? place.origin);
  const body = JSON.stringify(input);
  return context.call(place.region, operation, async ({ abortSignal }) => {
    const signer = new SignatureV4({
      service: 'bcm-data-exports',
      region: place.region,
      sha256: Sha256,
      credentials: account.credentials ?? (() => context.clientsOf(place.region).s3.config.credentials()),
    });
    const headers = {
      host: url.host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSBillingAndCostManagementDataExports.${operation.slice(operation.indexOf(':') + 1)}`,
    };
    const request = {
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: '/',
      query: {},
      headers,
      body,
    };
    const signed = await signer.sign(request, { signingDate: session.now() });
    const answer = await createGuardedFetch(session.transport)(url, {
      method: 'POST',
      headers: signed.headers,
      body,
      signal: abortSignal,
    });
    const text = await answer.text();
    if (answer.ok) return schema.parse(JSON.parse(text));
    throw new DataExportsRefusal(answer, text);
  });
}

const refusalSchema = z.object({ __type: z.string() });

/** An answer that is no success, in the form of the SDK's errors. */
class DataExportsRefusal extends Error {
  readonly $response: { statusCode: number; headers: Record<string, string> };

  constructor({ status, headers }: Response, text: string) {
    super(`AWS answered with status ${status}.`);
    this.$response = { statusCode: status, headers: Object.fromEntries(headers) };
    this.name = toCode(text) ?? 'Unknown';
  }
}

/** Without the namespace that may stand before it. */
function toCode(text: string): string | undefined {
  try {
    return refusalSchema.parse(JSON.parse(text)).__type.split('#').at(-1);
  } catch {
    return undefined;
  }
}

/** SHA-256, keyed where a secret is given, as the signer wants it. */
class Sha256 {
  readonly #secret: Buffer | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret === undefined ? undefined : toBuffer(secret);
    this.#hash = this.#start();
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(toBuffer(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#start();
  }

  #start(): Hash | Hmac {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret);
  }
}

function toBuffer(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}
