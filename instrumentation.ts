/** Next calls this once, before the first request of a server process. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const { startWeb } = await import('@/lib/api/server/start-web');
  await startWeb();
}
