import { z } from 'zod';
import { nativeIdOf } from '../../world/aws/native-id';
import { AwsError } from '../aws-error';
import { defineOperation } from '../endpoint';
import { invalidInput, jsonEndpoint } from '../json-endpoint';
import { pageOf } from '../paging/page';
import { bundleDocument, circuitDocument, interfaceDocument, tagsDocument } from './documents';

const largestPage = 100;
const refusal = 'DirectConnectClientException';
const invalid = invalidInput(refusal);
const invalidToken = () => new AwsError(refusal, 'The next token is not valid.', 400);
const pageShape = { maxResults: z.int().min(1).default(largestPage), nextToken: z.string().optional() };

const describeConnections = defineOperation({
  name: 'DescribeConnections',
  action: 'directconnect:DescribeConnections',
  input: z.object({ connectionId: z.string().optional(), ...pageShape }),
  invalid,
  run(call, { connectionId, maxResults: size, nextToken: token }) {
    const all = call.world.list('private-circuit', call.account, call.region);
    const items = connectionId === undefined ? all : all.filter(({ id }) => id === connectionId);
    if (connectionId !== undefined && items.length === 0) throw notFound('Connection', connectionId);
    const page = pageOf(call, {
      items,
      keyOf: ({ id }) => id,
      size: Math.min(size, largestPage),
      token,
      question: connectionId,
      invalidToken,
    });
    return { document: { connections: page.items.map(circuitDocument), nextToken: page.nextToken } };
  },
});

const describeVirtualInterfaces = defineOperation({
  name: 'DescribeVirtualInterfaces',
  action: 'directconnect:DescribeVirtualInterfaces',
  input: z.object({ connectionId: z.string().optional(), virtualInterfaceId: z.string().optional(), ...pageShape }),
  invalid,
  run(call, { connectionId, virtualInterfaceId, maxResults: size, nextToken: token }) {
    const items = call.world
      .list('virtual-interface', call.account, call.region)
      .filter(({ circuit }) => connectionId === undefined || circuit === connectionId)
      .filter(({ id }) => virtualInterfaceId === undefined || id === virtualInterfaceId);
    if (virtualInterfaceId !== undefined && items.length === 0) throw notFound('Virtual interface', virtualInterfaceId);
    const page = pageOf(call, {
      items,
      keyOf: ({ id }) => id,
      size: Math.min(size, largestPage),
      token,
      question: { connectionId, virtualInterfaceId },
      invalidToken,
    });
    return { document: { virtualInterfaces: page.items.map(interfaceDocument), nextToken: page.nextToken } };
  },
});

const describeLags = defineOperation({
  name: 'DescribeLags',
  action: 'directconnect:DescribeLags',
  input: z.object({ lagId: z.string().optional(), ...pageShape }),
  invalid,
  run(call, { lagId, maxResults: size, nextToken: token }) {
    const all = call.world.list('circuit-bundle', call.account, call.region);
    const items = lagId === undefined ? all : all.filter(({ id }) => id === lagId);
    if (lagId !== undefined && items.length === 0) throw notFound('LAG', lagId);
    const lines = call.world.list('private-circuit', call.account, call.region);
    const page = pageOf(call, {
      items,
      keyOf: ({ id }) => id,
      size: Math.min(size, largestPage),
      token,
      question: lagId,
      invalidToken,
    });
    const lags = page.items.map((bundle) =>
      bundleDocument(
        bundle,
        lines.filter((line) => line.bundle === bundle.id),
      ),
    );
    return { document: { lags, nextToken: page.nextToken } };
  },
});

const describeTags = defineOperation({
  name: 'DescribeTags',
  action: 'directconnect:DescribeTags',
  input: z.object({ resourceArns: z.array(z.string()).min(1).max(20) }),
  invalid,
  run(call, { resourceArns }) {
    const known = [
      ...call.world.list('private-circuit', call.account, call.region),
      ...call.world.list('virtual-interface', call.account, call.region),
      ...call.world.list('circuit-bundle', call.account, call.region),
    ];
    const resourceTags = resourceArns.map((resourceArn) => {
      const record = known.find((candidate) => nativeIdOf(candidate) === resourceArn);
      if (!record) throw notFound('Resource', resourceArn);
      return { resourceArn, tags: tagsDocument(record.tags) };
    });
    return { document: { resourceTags } };
  },
});

function notFound(what: string, id: string): AwsError {
  return new AwsError(refusal, `${what} with id ${id} does not exist.`, 400);
}

export const directConnectEndpoint = jsonEndpoint({
  signingName: 'directconnect',
  targetPrefix: 'OvertureService',
  operations: [describeConnections, describeLags, describeTags, describeVirtualInterfaces],
  brokenCode: 'DirectConnectServerException',
});
