import type { RawReason, SaidReason } from './said-reason';
import { sayLimit } from './say-slurm-limit';
import { slurmReasons } from './slurm-reasons';

/** Slurm's reasons under which a job is not considered at all until something other than free devices changes. */
const passedOver: ReadonlySet<string> = new Set([
  'BadConstraints',
  'BeginTime',
  'DeadLine',
  'Dependency',
  'DependencyNeverSatisfied',
  'InvalidAccount',
  'InvalidQOS',
  'JobHeldAdmin',
  'JobHeldUser',
  'JobHoldMaxRequeue',
  'ReservationDeleted',
  'ReservationInvalid',
]);

/** Whether Slurm passes a job over, whatever devices are free: it is held, or waits for a time or another job. */
export function isPassedOver(code: string): boolean {
  return passedOver.has(toBareCode(code));
}

/** A reason of Slurm in words; null for one that is not known. */
export function saySlurmReason({ code, message }: RawReason): SaidReason | null {
  const bare = toBareCode(code);
  const known = Object.hasOwn(slurmReasons, bare) ? slurmReasons[bare] : undefined;
  const said = known ?? sayLimit(bare);
  if (said === null || bare !== 'ReqNodeNotAvail') return said;
  const text = `${code} ${message ?? ''}`;
  const nodes = /UnavailableNodes:\s*([^\s()]+)/.exec(text)?.[1];
  if (/maintenance/i.test(text))
    return { words: 'The nodes it needs are reserved for maintenance.', remedy: waitOrMove };
  return nodes === undefined
    ? said
    : {
        words: `Nodes that it needs are down, drained or do not answer: ${nodes}.`,
        remedy: said.remedy,
      };
}

const waitOrMove = 'It starts when the maintenance ends; a shorter time limit may let it run before it begins.';

/** Slurm writes some reasons with parameters behind: `ReqNodeNotAvail, UnavailableNodes:…`. */
function toBareCode(code: string): string {
  return code.split(/[\s,(]/, 1)[0] ?? code;
}
