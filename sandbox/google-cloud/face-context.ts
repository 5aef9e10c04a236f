import type { FaceContext } from '../face';
import type { World } from '../world/google-cloud/world';
import type { LoadStore } from './bigquery/load-store';
import type { Trust } from './identity/trust';
import type { CallCounter } from './quota/call-counter';

/** What the face answers from. */
export interface GoogleFaceContext extends Pick<FaceContext, 'clock' | 'faults' | 'realNow' | 'seed'> {
  world: World;
  loads: LoadStore;
  trust: Trust;
  /** Counts calls against published limits; null lets any number through. */
  counter: CallCounter | null;
}
