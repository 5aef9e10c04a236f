import type { ResourceKind } from '@/lib/domain/resource';

const many: Partial<Record<ResourceKind, string>> = {
  'kubernetes-cluster': 'Kubernetes clusters',
  'vpn-connection': 'VPN connections',
  'vpn-gateway': 'VPN gateways',
  'vpn-tunnel': 'VPN tunnels',
  'ml-workspace': 'ML workspaces',
};

/** `volumes`, `compute instances`. */
export function nameMany(kind: string): string {
  return Object.entries(many).find(([key]) => key === kind)?.[1] ?? `${kind.replaceAll('-', ' ')}s`;
}

/** `1 volume`, `12 compute instances`. */
export function countKind(kind: string, count: number): string {
  const word = nameMany(kind);
  return `${count} ${count === 1 ? word.slice(0, -1) : word}`;
}
