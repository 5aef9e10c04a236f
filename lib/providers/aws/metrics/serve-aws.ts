import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The account whose credentials the server takes all for. */
export const servedAccount = '111122223333';

/** One call in JSON, as AWS gets it. */
export interface ServedCall {
  /** E.g. `ListMetrics`. */
  operation: string;
  region: string;
  body: Record<string, unknown>;
}

/** A document, or a refusal with AWS's code. */
export type ServedAnswer = object | { status: number; code: string };

export interface ServedAws {
  endpoint: string;
  stop(): void;
}

/**
 * An AWS of CloudWatch and SageMaker for tests: `answer` has the answers in JSON; who is asking and the types of instances
 * are answered here.
 */
export async function serveAws(
  answer: (call: ServedCall) => ServedAnswer,
  devicesByType: Readonly<Record<string, number>> = {},
): Promise<ServedAws> {
  const server = createServer(async (request, response) => {
    const text = await readBody(request);
    const target = request.headers['x-amz-target'];
    if (typeof target !== 'string') {
      response.setHeader('content-type', 'text/xml');
      response.end(text.includes('DescribeInstanceTypes') ? toTypes(devicesByType) : identity);
      return;
    }
    const [, region = ''] = /Credential=\w+\/\d+\/([\w-]+)\//.exec(request.headers.authorization ?? '') ?? [];
    const told = answer({ operation: target.slice(target.indexOf('.') + 1), region, body: JSON.parse(text) });
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    if ('status' in told && 'code' in told) {
      response.statusCode = Number(told.status);
      response.end(JSON.stringify({ __type: told.code, message: 'words' }));
    } else response.end(JSON.stringify(told));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

const identity = [
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>',
  `<Arn>arn:aws:iam::${servedAccount}:user/m</Arn><UserId>U</UserId><Account>${servedAccount}</Account>`,
  '</GetCallerIdentityResult></GetCallerIdentityResponse>',
].join('');

function toTypes(devicesByType: Readonly<Record<string, number>>): string {
  const items = Object.entries(devicesByType).map(
    ([type, count]) =>
      `<item><instanceType>${type}</instanceType><gpuInfo><gpus><item><name>H100</name><manufacturer>NVIDIA</manufacturer><count>${count}</count></item></gpus></gpuInfo></item>`,
  );
  return `<DescribeInstanceTypesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><instanceTypeSet>${items.join('')}</instanceTypeSet></DescribeInstanceTypesResponse>`;
}
