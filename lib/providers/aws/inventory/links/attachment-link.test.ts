import type { TransitGatewayAttachment, TransitGatewayPeeringAttachment } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { toTransitAttachment } from '../transit-attachments';
import { type TransitPeers, toTransitPeer } from './transit-peers';

const place = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };
const arn = (resource: string, account = place.account, region = place.region) =>
  `arn:aws:ec2:${region}:${account}:${resource}`;
const nowhere = { resource: null, address: null, asn: null, place: null };
const attachment: TransitGatewayAttachment = {
  TransitGatewayAttachmentId: 'tgw-attach-1',
  TransitGatewayId: 'tgw-1',
  TransitGatewayOwnerId: '111122223333',
  ResourceOwnerId: '444455556666',
  State: 'available',
};
const linkOf = (told: object, peers: TransitPeers = new Map()) =>
  toTransitAttachment(place, { ...attachment, ...told }, peers)?.links?.[0] ?? expect.fail('No link.');

describe('the link of a transit gateway attachment', () => {
  it('leads from its gateway to a network of whoever owns that', () => {
    const link = linkOf({ ResourceType: 'vpc', ResourceId: 'vpc-1', Tags: [{ Key: 'Name', Value: 'spoke' }] });
    expect(link).toMatchObject({
      key: '',
      form: 'transit-attachment',
      name: 'spoke',
      near: { ...nowhere, resource: arn('transit-gateway/tgw-1') },
      far: { ...nowhere, resource: arn('vpc/vpc-1', '444455556666') },
      state: 'up',
      nativeState: 'available',
      capacityBitsPerSecond: null,
      encryption: null,
      sessions: [],
      carriers: [],
      redundancyGroup: null,
      meters: [{ resource: arn('transit-gateway-attachment/tgw-attach-1'), attributes: {} }],
    });
  });

  it.each([
    ['vpn', 'vpn-1', nowhere, [arn('vpn-connection/vpn-1', '444455556666')]],
    ['direct-connect-gateway', '5f294f92', { ...nowhere, resource: '5f294f92' }, null],
    ['connect', 'tgw-attach-7', nowhere, [arn('transit-gateway-attachment/tgw-attach-7')]],
    ['connect', 'vpc-7', nowhere, null],
    ['network-function', 'fw-1', nowhere, null],
    ['of-tomorrow', 'x-1', nowhere, null],
    ['vpn', undefined, nowhere, null],
    [undefined, 'vpc-1', nowhere, null],
  ])('of a %s %s says what it leads to and rides on', (ResourceType, ResourceId, far, carriers) => {
    expect(linkOf({ ResourceType, ResourceId })).toMatchObject({ far, carriers, sessions: null });
  });

  it.each([
    ['pendingAcceptance', 'provisioning'],
    ['modifying', 'up'],
    ['rollingBack', 'degraded'],
    ['failed', 'down'],
    ['rejected', 'disabled'],
    ['deleting', 'disabled'],
    ['constructor', 'unknown'],
    [undefined, 'unknown'],
  ])('that is %s is %s', (State, state) => {
    expect(linkOf({ ResourceType: 'vpc', State })).toMatchObject({ state, nativeState: State ?? null });
  });
});

describe('a peering of transit gateways', () => {
  const peering: TransitGatewayPeeringAttachment = {
    TransitGatewayAttachmentId: 'tgw-attach-1',
    AccepterTransitGatewayAttachmentId: 'tgw-attach-2',
    RequesterTgwInfo: { TransitGatewayId: 'tgw-1', OwnerId: '111122223333', Region: 'eu-west-1' },
    AccepterTgwInfo: { TransitGatewayId: 'tgw-2', OwnerId: '444455556666', Region: 'us-east-1' },
    Status: { Code: 'available', Message: 'Available' },
  };
  const told = { ResourceType: 'peering', ResourceId: 'tgw-2' };
  const peerOf = (changes: Partial<TransitGatewayPeeringAttachment> = {}, at = attachment) =>
    toTransitPeer({ ...peering, ...changes }, at);
  const peersOf = (changes: Partial<TransitGatewayPeeringAttachment> = {}): TransitPeers => {
    const peer = peerOf(changes);
    return new Map(peer === null ? [] : [['tgw-attach-1', peer]]);
  };

  it('leads to the other gateway where that is, and is known to both by the same ids', () => {
    expect(linkOf(told, peersOf())).toMatchObject({
      form: 'network-peering',
      near: { ...nowhere, resource: arn('transit-gateway/tgw-1') },
      far: { ...nowhere, resource: arn('transit-gateway/tgw-2', '444455556666', 'us-east-1'), place: 'us-east-1' },
      stateReason: 'Available',
      sessions: [],
      carriers: [],
      sharedIds: ['tgw-attach-1', 'tgw-attach-2'],
    });
  });

  it('is seen from the end that the attachment is of', () => {
    const accepter = { ...attachment, TransitGatewayAttachmentId: 'tgw-attach-2', TransitGatewayId: 'tgw-2' };
    expect(peerOf({}, accepter)).toMatchObject({ gatewayId: 'tgw-1', account: '111122223333', region: 'eu-west-1' });
    expect(peerOf({}, { ...attachment, TransitGatewayId: 'tgw-9' })).toBeNull();
    expect(peerOf({}, { ...attachment, TransitGatewayId: undefined })).toBeNull();
  });

  it('says nothing of the other end that is not told', () => {
    expect(linkOf(told)).toMatchObject({ far: nowhere, stateReason: null, sharedIds: [] });
    const without = peersOf({ AccepterTgwInfo: { TransitGatewayId: 'tgw-2' }, Status: undefined });
    expect(linkOf(told, without)).toMatchObject({ far: nowhere, stateReason: null });
    expect(linkOf({ ...told, ResourceType: 'tgw-peering' }).form).toBe('network-peering');
  });
});
