import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  type State,
} from '@aws-sdk/client-lambda';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { AwsPlace } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import { readEach } from './read-each';
import { readListing } from './read-listing';
import { readTagged } from './read-tagged';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';

const operation = 'lambda:ListFunctions';

const states: Record<State, LifecycleState> = {
  Pending: 'provisioning',
  Active: 'active',
  ActiveNonInvocable: 'degraded',
  Inactive: 'stopped',
  Deactivating: 'stopped',
  Deactivated: 'stopped',
  Failed: 'failed',
  Deleting: 'deleting',
};

/** Lambda functions. The listing leaves their state out, so each is asked for its configuration; its code is never read. */
export const functions: KindReader = {
  kind: 'function',
  listing: operation,
  async read(context, faults) {
    const found = await readListing(context, faults.listing, {
      operation,
      send: (Marker, options) =>
        context.clients.lambda.send(new ListFunctionsCommand({ Marker, MaxItems: 50 }), options),
      listOf: (page) => page.Functions,
      tokenOf: (page) => page.NextMarker,
      identityOf: ({ FunctionName }) => FunctionName,
    });
    const configured = await readEach(found, faults.detail, ({ FunctionName }) =>
      context.call('lambda:GetFunctionConfiguration', (options) =>
        context.clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }), options),
      ),
    );
    const tagged = await readTagged(configured, faults.detail, async ({ key }) => {
      const Resource = key.FunctionArn ?? toArn(context, 'lambda', `function:${key.FunctionName}`);
      const { Tags } = await context.call('lambda:ListTags', (options) =>
        context.clients.lambda.send(new ListTagsCommand({ Resource }), options),
      );
      return Tags ?? {};
    });
    return toItems(operation, tagged, faults.listing, ({ source, tags }) =>
      toFunction(context, source.key, source.detail, tags),
    );
  },
};

/** `configuration` null: only its summary, which lacks the state, is known. */
export function toFunction(
  place: AwsPlace,
  summary: FunctionConfiguration,
  configuration: FunctionConfiguration | null,
  tags: Record<string, string> | null,
): InventoryItem | null {
  const { FunctionName, FunctionArn, State, MemorySize } = configuration ?? summary;
  if (FunctionName === undefined) return null;
  return {
    kind: 'function',
    nativeId: FunctionArn ?? toArn(place, 'lambda', `function:${FunctionName}`),
    nativeType: 'AWS::Lambda::Function',
    name: FunctionName,
    account: place.account,
    region: place.region,
    zone: null,
    status: toState(configuration ?? summary),
    nativeStatus: State ?? null,
    size: MemorySize === undefined ? null : `${MemorySize} MB`,
    accelerators: [],
    tags,
    createdAt: null,
    detailed: configuration !== null,
    raw: toRaw(configuration ?? summary),
  };
}

/** A function whose last update failed still runs what it ran before. */
function toState({ State, LastUpdateStatus }: FunctionConfiguration): LifecycleState {
  const state = toLifecycle(states, State);
  return state === 'active' && LastUpdateStatus === 'Failed' ? 'degraded' : state;
}
