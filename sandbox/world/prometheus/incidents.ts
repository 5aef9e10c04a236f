/** Machines whose exporters no longer answer. */
export const silentMachines: readonly string[] = ['dgx-s-0007'];

/** A device that fell off the bus: its last event stays, everything else is blank. */
export const lostDevice = { hostname: 'dgx-s-0003', index: 5, xid: 79 } as const;

/** A device that is too hot and slows down for it. */
export const hotDevice = { hostname: 'dgx-k-0002', index: 3 } as const;

/** A consumer that cannot keep up: its lag grows all day. */
export const laggingConsumer = { group: 'feature-store-sync', topic: 'inference.events' } as const;

/** A mirrored topic on which nothing is written, so that its averages are not numbers. */
export const idleTopic = 'audit.archive';

/** A probe that fails. */
export const failingProbe = 'https://legacy-registry.munich.millwright.example/v2/';
