import { zoneIdOf } from '../../world/aws/geography';
import type { Volume } from '../../world/aws/records/storage';
import type { WireDocument } from '../protocol/wire-value';
import { describeList } from './describe-list';
import { tagSet } from './tag-set';

export const describeVolumes = describeList({
  name: 'DescribeVolumes',
  kind: 'volume',
  idParameter: 'VolumeId',
  invalidId: 'InvalidVolume',
  idPattern: /^vol-[0-9a-f]{8,17}$/,
  filters: {
    'volume-id': ({ id }) => [id],
    status: ({ state }) => [state],
    'volume-type': ({ type }) => [type],
    'availability-zone': ({ zone }) => [zone],
    'attachment.instance-id': ({ attachment }) => [attachment?.instance ?? null],
    encrypted: ({ encryptionKey }) => [String(encryptionKey !== null)],
  },
  flags: ['IncludeManagedResources'],
  document: (volumes) => ({ volumeSet: volumes.map(volumeDocument) }),
});

function volumeDocument(volume: Volume): WireDocument {
  const { attachment } = volume;
  return {
    volumeId: volume.id,
    size: volume.sizeGiB,
    snapshotId: '',
    availabilityZone: volume.zone,
    availabilityZoneId: zoneIdOf(volume.zone),
    status: volume.state,
    createTime: volume.createdAt,
    attachmentSet: attachment
      ? [
          {
            volumeId: volume.id,
            instanceId: attachment.instance,
            device: attachment.device,
            status: 'attached',
            attachTime: attachment.at,
            deleteOnTermination: attachment.deleteOnTermination,
          },
        ]
      : [],
    volumeType: volume.type,
    iops: volume.iops,
    throughput: volume.throughputMiBps,
    encrypted: volume.encryptionKey !== null,
    kmsKeyId: volume.encryptionKey,
    multiAttachEnabled: false,
    tagSet: tagSet(volume.tags),
  };
}

/** Every volume's checks pass: the world has none that stall. */
export const describeVolumeStatus = describeList({
  name: 'DescribeVolumeStatus',
  kind: 'volume',
  idParameter: 'VolumeId',
  invalidId: 'InvalidVolume',
  idPattern: /^vol-[0-9a-f]{8,17}$/,
  filters: {
    'availability-zone': ({ zone }) => [zone],
    'volume-status.status': ({ state }) => [checkOf(state)],
  },
  flags: ['IncludeManagedResources'],
  document: (volumes) => ({ volumeStatusSet: volumes.map(statusDocument) }),
});

function checkOf(state: Volume['state']): 'ok' | 'insufficient-data' {
  return state === 'creating' ? 'insufficient-data' : 'ok';
}

function statusDocument({ id, zone, state }: Volume): WireDocument {
  const isChecked = checkOf(state) === 'ok';
  return {
    volumeId: id,
    availabilityZone: zone,
    availabilityZoneId: zoneIdOf(zone),
    volumeStatus: {
      status: checkOf(state),
      details: [{ name: 'io-enabled', status: isChecked ? 'passed' : 'insufficient-data' }],
    },
    eventsSet: [],
    actionsSet: [],
  };
}
