/** The thin bar on top of a panel while it refreshes. It covers no data and takes no room. */
export function RefreshBar({ isActive }: { isActive: boolean }) {
  if (!isActive) return null;
  return (
    <div aria-hidden="true" className="absolute inset-x-0 top-0 z-20 h-0.5 overflow-hidden rounded-t-panel">
      <div className="h-full w-1/4 animate-refresh bg-accent" />
    </div>
  );
}
