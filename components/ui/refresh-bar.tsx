'use client';
import { useSyncExternalStore } from 'react';

const neverChanges = () => () => undefined;

/**
 * The thin bar on top of a panel while it refreshes. It covers no data and takes no room. Never part of what the server draws:
 * whether data that came with the page is asked for again depends on the browser's clock.
 */
export function RefreshBar({ isActive }: { isActive: boolean }) {
  const isInBrowser = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  if (!isActive || !isInBrowser) return null;
  return (
    <div aria-hidden="true" className="absolute inset-x-0 top-0 z-20 h-0.5 overflow-hidden rounded-t-panel">
      <div className="h-full w-1/4 animate-refresh bg-accent" />
    </div>
  );
}
