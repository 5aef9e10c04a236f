'use client';
import { useCallback, useMemo, useState } from 'react';
import type { Resource } from '@/lib/api/contracts/inventory';

/** Rows chosen for an action. They are kept as they were when chosen, however the list moves on. */
export function useSelection() {
  const [byId, setById] = useState<ReadonlyMap<string, Resource>>(new Map());
  const set = useCallback((resource: Resource, isSelected: boolean) => {
    setById((before) => {
      const after = new Map(before);
      if (isSelected) after.set(resource.id, resource);
      else after.delete(resource.id);
      return after;
    });
  }, []);
  const clear = useCallback(() => setById(new Map()), []);
  return useMemo(() => ({ byId, set, clear }), [byId, set, clear]);
}

export type Selection = ReturnType<typeof useSelection>;
