/**
 * How the worker is run. Most of what it reads lives for seconds: with room for it among the young, and a bound on the
 * old, the heap stays flat, where by default it would grow to a share of the machine's memory before anything is collected.
 */
export const workerProcess = {
  name: 'worker',
  script: 'lib/worker/main.ts',
  args: [],
  nodeFlags: ['--max-semi-space-size=16', '--heap-growing-percent=20', '--max-old-space-size=2048'],
};
