import { queryEndpoint } from '../query-endpoint';
import { describeInstanceTypes } from './describe-instance-types';
import { describeInstanceStatus, describeInstances } from './describe-instances';
import { describeTransitGatewayAttachments, describeTransitGateways, describeVpnConnections } from './describe-links';
import { describeSubnets, describeVpcs } from './describe-networks';
import { describeAvailabilityZones, describeRegions } from './describe-regions';
import { describeVolumeStatus, describeVolumes } from './describe-volumes';

export const ec2Endpoint = queryEndpoint({
  signingName: 'ec2',
  protocol: 'ec2',
  namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  operations: [
    describeAvailabilityZones,
    describeInstanceStatus,
    describeInstanceTypes,
    describeInstances,
    describeRegions,
    describeSubnets,
    describeTransitGatewayAttachments,
    describeTransitGateways,
    describeVolumeStatus,
    describeVolumes,
    describeVpcs,
    describeVpnConnections,
  ],
});
