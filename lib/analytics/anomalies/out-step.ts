import type { Amount } from '@/lib/domain/cost/amount';
import type { Foretold } from './foretell';

/** A step that is out. */
export interface OutStep {
  index: number;
  season: number;
  value: number;
  amount: Amount;
  foretold: Foretold;
}
