import { z } from 'zod';
import { nativeIdOf } from '../../world/aws/native-id';
import type { ServerlessFunction } from '../../world/aws/records/platform';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { defineOperation, wireInteger } from '../endpoint';
import { invalidInput } from '../json-endpoint';
import { pageOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';

/** However many are asked for, a page holds no more. */
const largestPage = 50;
const invalid = invalidInput('InvalidParameterValueException');

export const listFunctions = defineOperation({
  name: 'ListFunctions',
  action: 'lambda:ListFunctions',
  input: z.object({
    MaxItems: wireInteger.pipe(z.number().min(1).max(10_000)).default(largestPage),
    Marker: z.string().optional(),
    FunctionVersion: z.literal('ALL').optional(),
    MasterRegion: z.string().optional(),
  }),
  invalid,
  run(call, { MaxItems: size, Marker: token }) {
    const page = pageOf(call, {
      items: functionsOf(call),
      keyOf: ({ name }) => name,
      size: Math.min(size, largestPage),
      token,
      invalidToken: () =>
        new AwsError('InvalidParameterValueException', 'Invalid Marker.', 400, { detail: { Type: 'User' } }),
    });
    return { document: { Functions: page.items.map(configurationDocument), NextMarker: page.nextToken } };
  },
});

const named = z.object({ FunctionName: z.string(), Qualifier: z.string().optional() });

export const getFunctionConfiguration = defineOperation({
  name: 'GetFunctionConfiguration',
  action: 'lambda:GetFunctionConfiguration',
  input: named,
  invalid,
  run(call, { FunctionName: name }) {
    const found = findFunction(call, name);
    return { document: { ...configurationDocument(found), ...stateDocument(found) } };
  },
});

export const getFunction = defineOperation({
  name: 'GetFunction',
  action: 'lambda:GetFunction',
  input: named,
  invalid,
  run(call, { FunctionName: name }) {
    const found = findFunction(call, name);
    return {
      document: {
        Configuration: { ...configurationDocument(found), ...stateDocument(found) },
        Code: {
          RepositoryType: 'S3',
          Location: `https://awslambda-${found.region}-tasks.s3.${found.region}.amazonaws.com/${found.name}`,
        },
        ...(Object.keys(found.tags).length > 0 ? { Tags: found.tags } : {}),
      },
    };
  },
});

export const listTags = defineOperation({
  name: 'ListTags',
  action: 'lambda:ListTags',
  input: z.object({ Resource: z.string() }),
  invalid,
  run: (call, { Resource: arn }) => ({ document: { Tags: findFunction(call, arn).tags } }),
});

function functionsOf({ world, account, region }: Call): readonly ServerlessFunction[] {
  return world.list('function', account, region);
}

function findFunction(call: Call, nameOrArn: string): ServerlessFunction {
  const found = functionsOf(call).find(
    (candidate) => candidate.name === nameOrArn || nativeIdOf(candidate) === nameOrArn,
  );
  if (!found) {
    const arn = `arn:aws:lambda:${call.region}:${call.account}:function:${nameOrArn}`;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404, { detail: { Type: 'User' } });
  }
  return found;
}

function configurationDocument(found: ServerlessFunction): WireDocument {
  return {
    FunctionName: found.name,
    FunctionArn: nativeIdOf(found),
    Runtime: found.runtime,
    Role: `arn:aws:iam::${found.account}:role/${found.name}`,
    Handler: found.runtime === 'provided.al2023' ? 'bootstrap' : 'index.handler',
    CodeSize: found.codeBytes,
    Description: found.description,
    Timeout: found.timeoutSeconds,
    MemorySize: found.memoryMB,
    LastModified: found.modifiedAt.toISOString().replace('Z', '+0000'),
    CodeSha256: found.digest,
    Version: '$LATEST',
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: found.revision,
    PackageType: 'Zip',
    Architectures: [found.architecture],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'JSON', LogGroup: `/aws/lambda/${found.name}` },
  };
}

/** Told of a single function only: lists leave a function's state out. */
function stateDocument({ state, failure }: ServerlessFunction): WireDocument {
  return {
    State: state,
    ...(failure ? { StateReason: failure.text, StateReasonCode: failure.code } : {}),
    LastUpdateStatus: state === 'Failed' ? 'Failed' : 'Successful',
  };
}
