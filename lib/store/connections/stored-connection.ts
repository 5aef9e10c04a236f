import { z } from 'zod';
import { type ProviderId, providerIds } from '@/lib/domain/provider';
import type { TagRules } from '@/lib/domain/resource';
import type { Connection as ConnectionRow } from '@/lib/store/database/generated/client';

type Json = z.infer<ReturnType<typeof z.json>>;

/** A provider connection as stored, without its secret. */
export interface StoredConnection {
  id: string;
  provider: ProviderId;
  /** Unique among connections. */
  name: string;
  /** As the provider's settings schema left them when they were saved. */
  settings: Record<string, Json>;
  tagRules: TagRules;
  intervalMs: number;
  managedBy: 'console' | 'file';
  simulated: boolean;
  paused: boolean;
  /** Grows with every change; an edit names the version it started from. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const tagKeysSchema = z.array(z.string());
const storedSchema = z.object({
  provider: z.enum(providerIds),
  settings: z.record(z.string(), z.json()),
  tagRules: z.object({ owner: tagKeysSchema, team: tagKeysSchema, site: tagKeysSchema }),
  managedBy: z.enum(['console', 'file']),
});

export function toStoredConnection(row: ConnectionRow): StoredConnection {
  return { ...row, ...storedSchema.parse(row) };
}
