import { describe, expect, test } from 'vitest';
import { readProbeAddress, refuseProbeAddress } from './probe-address';

describe('an address of a probe', () => {
  test.each([
    ['tcp', 'edge.example:443', { host: 'edge.example', port: 443 }],
    ['tcp', '[2001:db8::1]:22', { host: '2001:db8::1', port: 22 }],
    ['icmp', '10.0.0.1', { host: '10.0.0.1', port: null }],
    ['http', 'http://10.0.0.1/health', { host: '10.0.0.1', port: 80 }],
    ['throughput', 'https://[2001:db8::1]:8443/big', { host: '2001:db8::1', port: 8443 }],
  ] as const)('of %s says where it goes: %s', (kind, address, expected) => {
    expect(readProbeAddress(kind, address)).toMatchObject(expected);
  });

  test.each([
    ['tcp', 'edge.example'],
    ['tcp', 'edge.example:0'],
    ['tcp', 'edge.example:65536'],
    ['tcp', '2001:db8::1:22'],
    ['icmp', '-f 10.0.0.1'],
    ['icmp', '10.0.0.1; reboot'],
    ['http', 'file:///etc/passwd'],
    ['http', 'https://user:secret@edge.example/'],
    ['http', 'edge.example'],
  ] as const)('of %s may not be %s', (kind, address) => {
    expect(readProbeAddress(kind, address)).toBeNull();
  });

  test.each([
    [[10, 0, 0, 1], null],
    [[8, 8, 8, 8], null],
    [[169, 254, 169, 254], 'metadata'],
    [[169, 254, 7, 7], 'link-local'],
    [[127, 0, 0, 1], 'loopback'],
    [[...Array.from({ length: 10 }, () => 0), 0xff, 0xff, 127, 0, 0, 1], 'loopback'],
    [[0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, 169, 254, 169, 254], 'metadata'],
    [[224, 0, 0, 1], 'multicast'],
  ])('%j may be dialled unless it is %s', (address, expected) => {
    expect(refuseProbeAddress(address)).toBe(expected);
  });
});
