import type { ComputeInstance } from '../../world/aws/records/machines';
import type { WireDocument } from '../protocol/wire-value';
import { describeList } from './describe-list';
import type { FilterReaders } from './filters';
import { instanceDocument, stateDocument } from './instance-document';

const filters: FilterReaders<ComputeInstance> = {
  'instance-id': ({ id }) => [id],
  'instance-state-name': ({ state }) => [state],
  'instance-type': ({ size }) => [size],
  'availability-zone': ({ zone }) => [zone],
  'vpc-id': ({ network }) => [network],
  'subnet-id': ({ subnet }) => [subnet],
  'private-ip-address': ({ privateAddress }) => [privateAddress],
  'image-id': ({ image }) => [image],
  'instance-lifecycle': ({ purchase }) => [purchase === 'on-demand' ? null : purchase],
};

export const describeInstances = describeList({
  name: 'DescribeInstances',
  kind: 'compute-instance',
  idParameter: 'InstanceId',
  invalidId: 'InvalidInstanceID',
  idPattern: /^i-[0-9a-f]{8,17}$/,
  filters,
  flags: ['IncludeManagedResources'],
  document: (instances) => ({ reservationSet: instances.map(reservation) }),
});

function reservation(instance: ComputeInstance): WireDocument {
  return {
    reservationId: instance.reservationId,
    ownerId: instance.account,
    groupSet: [],
    instancesSet: [instanceDocument(instance)],
  };
}

/** Running instances only, unless all are asked for. */
export const describeInstanceStatus = describeList({
  name: 'DescribeInstanceStatus',
  kind: 'compute-instance',
  idParameter: 'InstanceId',
  invalidId: 'InvalidInstanceID',
  idPattern: /^i-[0-9a-f]{8,17}$/,
  filters: {
    'availability-zone': ({ zone }) => [zone],
    'instance-state-name': ({ state }) => [state],
    'instance-status.status': ({ health }) => [health],
    'system-status.status': ({ health }) => [health],
    'event.code': ({ event }) => [event?.code ?? null],
  },
  flags: ['IncludeAllInstances', 'IncludeManagedResources'],
  isListed: ({ state }, { IncludeAllInstances }) => IncludeAllInstances === true || state === 'running',
  document: (instances) => ({ instanceStatusSet: instances.map(statusDocument) }),
});

function statusDocument(instance: ComputeInstance): WireDocument {
  return {
    instanceId: instance.id,
    availabilityZone: instance.zone,
    instanceState: stateDocument(instance),
    systemStatus: checkDocument(instance),
    instanceStatus: checkDocument(instance),
    eventsSet: instance.event
      ? [
          {
            instanceEventId: instance.event.id,
            code: instance.event.code,
            description: instance.event.description,
            notBefore: instance.event.notBefore,
          },
        ]
      : [],
  };
}

const checkResults: Record<ComputeInstance['health'], string | null> = {
  ok: 'passed',
  impaired: 'failed',
  initializing: 'initializing',
  'not-applicable': null,
};

function checkDocument({ health, impairedSince }: ComputeInstance): WireDocument {
  const status = checkResults[health];
  return {
    status: health,
    details: status === null ? [] : [{ name: 'reachability', status, impairedSince }],
  };
}
