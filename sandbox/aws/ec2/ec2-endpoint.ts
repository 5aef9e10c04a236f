import { queryEndpoint } from '../query-endpoint';
import { describeInstanceTypes } from './describe-instance-types';
import { describeInstanceStatus, describeInstances } from './describe-instances';
import {
  describeCustomerGateways,
  describeTransitGatewayAttachments,
  describeTransitGateways,
  describeVpnConnections,
} from './describe-links';
import { describeSubnets, describeVpcs } from './describe-networks';
import { describeTransitGatewayPeeringAttachments } from './describe-peerings';
import { describeAvailabilityZones, describeRegions } from './describe-regions';
import { describeReservedInstances } from './describe-reserved-instances';
import { describeSpotPriceHistory } from './describe-spot-price-history';
import { describeVolumeStatus, describeVolumes } from './describe-volumes';

export const ec2Endpoint = queryEndpoint({
  signingName: 'ec2',
  protocol: 'ec2',
  namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  operations: [
    describeAvailabilityZones,
    describeCustomerGateways,
    describeInstanceStatus,
    describeInstanceTypes,
    describeInstances,
    describeRegions,
    describeReservedInstances,
    describeSpotPriceHistory,
    describeSubnets,
    describeTransitGatewayAttachments,
    describeTransitGatewayPeeringAttachments,
    describeTransitGateways,
    describeVolumeStatus,
    describeVolumes,
    describeVpcs,
    describeVpnConnections,
  ],
});
