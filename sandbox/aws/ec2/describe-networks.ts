import { zoneIdOf } from '../../world/aws/geography';
import { nativeIdOf } from '../../world/aws/native-id';
import type { Network, Subnet } from '../../world/aws/records/links';
import type { WireDocument } from '../protocol/wire-value';
import { describeList } from './describe-list';
import { tagSet } from './tag-set';

export const describeVpcs = describeList({
  name: 'DescribeVpcs',
  kind: 'network',
  idParameter: 'VpcId',
  invalidId: 'InvalidVpcID',
  idPattern: /^vpc-[0-9a-f]{8,17}$/,
  filters: {
    'vpc-id': ({ id }) => [id],
    cidr: ({ cidr }) => [cidr],
    'is-default': ({ isDefault }) => [String(isDefault)],
    state: () => ['available'],
    'owner-id': ({ account }) => [account],
  },
  document: (networks) => ({ vpcSet: networks.map(vpcDocument) }),
});

function vpcDocument(network: Network): WireDocument {
  return {
    vpcId: network.id,
    ownerId: network.account,
    state: 'available',
    cidrBlock: network.cidr,
    cidrBlockAssociationSet: [
      {
        cidrBlock: network.cidr,
        associationId: `vpc-cidr-assoc-${network.id.slice(4)}`,
        cidrBlockState: { state: 'associated' },
      },
    ],
    dhcpOptionsId: `dopt-${network.id.slice(4)}`,
    tagSet: tagSet(network.tags),
    instanceTenancy: 'default',
    isDefault: network.isDefault,
  };
}

export const describeSubnets = describeList({
  name: 'DescribeSubnets',
  kind: 'subnet',
  idParameter: 'SubnetId',
  invalidId: 'InvalidSubnetID',
  idPattern: /^subnet-[0-9a-f]{8,17}$/,
  filters: {
    'subnet-id': ({ id }) => [id],
    'vpc-id': ({ network }) => [network],
    'availability-zone': ({ zone }) => [zone],
    'cidr-block': ({ cidr }) => [cidr],
    state: () => ['available'],
    'owner-id': ({ account }) => [account],
  },
  document: (subnets) => ({ subnetSet: subnets.map(subnetDocument) }),
});

function subnetDocument(subnet: Subnet): WireDocument {
  return {
    subnetId: subnet.id,
    subnetArn: nativeIdOf(subnet),
    state: 'available',
    ownerId: subnet.account,
    vpcId: subnet.network,
    cidrBlock: subnet.cidr,
    ipv6CidrBlockAssociationSet: [],
    availableIpAddressCount: 4091 - (Number.parseInt(subnet.id.slice(-3), 16) % 900),
    availabilityZone: subnet.zone,
    availabilityZoneId: zoneIdOf(subnet.zone),
    defaultForAz: Object.keys(subnet.tags).length === 0 && subnet.cidr.startsWith('172.31.'),
    mapPublicIpOnLaunch: subnet.publicAddresses,
    assignIpv6AddressOnCreation: false,
    mapCustomerOwnedIpOnLaunch: false,
    enableDns64: false,
    ipv6Native: false,
    privateDnsNameOptionsOnLaunch: {
      hostnameType: 'ip-name',
      enableResourceNameDnsARecord: false,
      enableResourceNameDnsAAAARecord: false,
    },
    tagSet: tagSet(subnet.tags),
  };
}
