import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import type { Prisma } from '@/lib/store/database/generated/client';

const audited = ['name', 'settings', 'tagRules', 'intervalMs', 'paused', 'managedBy'] as const;
const longestShown = 200;

/** What a change made different, field by field, before and after; settings one by one. For the audit record. */
export function describeChange(before: StoredConnection, after: StoredConnection): Prisma.InputJsonObject {
  const changes: Record<string, Prisma.InputJsonObject> = {};
  for (const field of audited) {
    if (field === 'settings') continue;
    note(changes, field, before[field], after[field]);
  }
  for (const field of new Set([...Object.keys(before.settings), ...Object.keys(after.settings)]))
    note(changes, `settings.${field}`, before.settings[field], after.settings[field]);
  return changes;
}

function note(changes: Record<string, Prisma.InputJsonObject>, field: string, before: unknown, after: unknown): void {
  const from = show(before);
  const to = show(after);
  if (from !== to || JSON.stringify(before) !== JSON.stringify(after)) changes[field] = { from, to };
}

/** Values as JSON text, long ones by their length alone. */
function show(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= longestShown ? text : `${text.length} characters`;
}
