import type { Placed } from '../../world/azure/records/placed';

/** Who made a thing and when, as the services tell that have taken to telling it. */
export function systemOf({ createdAt }: Placed): Record<string, unknown> {
  const by = 'platform@millwright.example';
  return {
    createdBy: by,
    createdByType: 'User',
    createdAt: createdAt.toISOString(),
    lastModifiedBy: by,
    lastModifiedByType: 'User',
    lastModifiedAt: createdAt.toISOString(),
  };
}
