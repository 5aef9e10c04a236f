import { z } from 'zod';
import { nativeIdOf } from '../../world/aws/native-id';
import type { PrivateCircuit, VirtualInterface } from '../../world/aws/records/links';
import { AwsError } from '../aws-error';
import { defineOperation } from '../endpoint';
import { invalidInput, jsonEndpoint } from '../json-endpoint';
import { pageOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';

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

const describeTags = defineOperation({
  name: 'DescribeTags',
  action: 'directconnect:DescribeTags',
  input: z.object({ resourceArns: z.array(z.string()).min(1).max(20) }),
  invalid,
  run(call, { resourceArns }) {
    const known = [
      ...call.world.list('private-circuit', call.account, call.region),
      ...call.world.list('virtual-interface', call.account, call.region),
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

function tagsDocument(tags: Readonly<Record<string, string>>): WireDocument[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

function circuitDocument(circuit: PrivateCircuit): WireDocument {
  return {
    ownerAccount: circuit.account,
    connectionId: circuit.id,
    connectionName: circuit.name,
    connectionState: circuit.state,
    region: circuit.region,
    location: circuit.location,
    bandwidth: circuit.bandwidth,
    partnerName: circuit.partner,
    loaIssueTime: circuit.createdAt,
    awsDevice: circuit.device,
    awsDeviceV2: circuit.device,
    awsLogicalDeviceId: circuit.device,
    jumboFrameCapable: true,
    hasLogicalRedundancy: 'unknown',
    tags: tagsDocument(circuit.tags),
    providerName: circuit.partner,
    macSecCapable: circuit.bandwidth !== '1Gbps',
    portEncryptionStatus: 'Encryption Down',
    encryptionMode: 'no_encrypt',
    macSecKeys: [],
    partnerInterconnectMacSecCapable: false,
  };
}

function interfaceDocument(virtual: VirtualInterface): WireDocument {
  const amazonAddress = `169.254.${100 + virtual.addressOctet}.1/30`;
  const customerAddress = `169.254.${100 + virtual.addressOctet}.2/30`;
  return {
    ownerAccount: virtual.account,
    virtualInterfaceId: virtual.id,
    location: virtual.location,
    connectionId: virtual.circuit,
    virtualInterfaceType: virtual.type,
    virtualInterfaceName: virtual.name,
    vlan: virtual.vlan,
    asn: virtual.customerAsn,
    asnLong: virtual.customerAsn,
    amazonSideAsn: 64512,
    amazonAddress,
    customerAddress,
    addressFamily: 'ipv4',
    virtualInterfaceState: virtual.state,
    mtu: 8500,
    jumboFrameCapable: true,
    virtualGatewayId: '',
    directConnectGatewayId: virtual.gateway,
    routeFilterPrefixes: [],
    bgpPeers: [
      {
        bgpPeerId: virtual.peerId,
        asn: virtual.customerAsn,
        asnLong: virtual.customerAsn,
        addressFamily: 'ipv4',
        amazonAddress,
        customerAddress,
        bgpPeerState: 'available',
        bgpStatus: virtual.bgp,
        awsDeviceV2: virtual.device,
        awsLogicalDeviceId: virtual.device,
      },
    ],
    region: virtual.region,
    awsDeviceV2: virtual.device,
    awsLogicalDeviceId: virtual.device,
    tags: tagsDocument(virtual.tags),
    siteLinkEnabled: false,
  };
}

export const directConnectEndpoint = jsonEndpoint({
  signingName: 'directconnect',
  targetPrefix: 'OvertureService',
  operations: [describeConnections, describeTags, describeVirtualInterfaces],
  brokenCode: 'DirectConnectServerException',
});
