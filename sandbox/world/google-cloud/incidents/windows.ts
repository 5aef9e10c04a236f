import { drawsOf } from '../../draws';
import { updatingWindow } from '../../updating-window';

/** The circuit that is cut now and then, and what rides on it. */
export const cutCircuit = 'dedicated-frankfurt-b';

/** When the circuit was last cut, while it is; null while light arrives. */
export function circuitCut(seed: string): (now: Date) => Date | null {
  return updatingWindow(drawsOf(seed, 'google-cloud', 'circuit-cut'), { everyHours: 9, minutes: 40 });
}
