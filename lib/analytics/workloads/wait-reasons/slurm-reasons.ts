import type { SaidReason } from './said-reason';

const admin = 'the Slurm administrators';
const neverAsItIs = 'It will not start as it is';
const itself = 'It starts by itself; nothing needs to be done.';

const say = (words: string, remedy: string | null): SaidReason => ({ words, remedy });

/** Slurm's documented reasons, without those of limits, by their codes. */
export const slurmReasons: Readonly<Record<string, SaidReason>> = {
  None: say('Slurm has not considered it yet in its present round.', itself),
  Priority: say(
    'Others in its partition have a higher priority and go first.',
    'It starts when they have had their turn.',
  ),
  Resources: say(
    'It is next in line, but what it asks for is in use.',
    'It starts when enough of what runs ends; asking for less or for less time may let it slip in before.',
  ),
  Dependency: say(
    'It waits for another job that it depends on.',
    'It becomes eligible when that job has done what it waits for.',
  ),
  DependencyNeverSatisfied: say(
    'It depends on a job that ended otherwise than it waits for, so it can never start.',
    'Cancel it and submit it again without that dependency.',
  ),
  BeginTime: say(
    'Its submitter set a begin time, or it was put back after a failure, and that time has not come.',
    itself,
  ),
  JobHeldUser: say(
    'Its submitter, or a coordinator of the account, holds it back.',
    'Its submitter can release it: scontrol release.',
  ),
  JobHeldAdmin: say('An administrator holds it back.', `Ask ${admin} to release it.`),
  JobHoldMaxRequeue: say(
    'It was put back into the queue as often as it may be, and is held since.',
    `Find out why it keeps failing, then ask ${admin} to release it.`,
  ),
  JobArrayTaskLimit: say(
    'As many tasks of its array run as the array lets run at once.',
    'It starts when one of them ends; its submitter can raise the limit: scontrol update ArrayTaskThrottle.',
  ),
  Licenses: say('It waits for a licence that others use.', 'It starts when a licence is given back.'),
  Reservation: say('It waits for its reservation to begin or to have room.', 'It starts within the reservation.'),
  ReservationDeleted: say(
    'The reservation it was submitted to is gone.',
    `${neverAsItIs}: submit it without the reservation, or ask ${admin}.`,
  ),
  ReservationInvalid: say(
    'The reservation it names is not one it may use.',
    `${neverAsItIs}: submit it without the reservation, or ask ${admin}.`,
  ),
  ReqNodeNotAvail: say(
    'A node that it needs cannot be used now: in use, reserved, down, drained or silent.',
    `It starts when the node is back; if it is down or drained, ask ${admin}.`,
  ),
  NodeDown: say('A node that it needs is down.', `Ask ${admin} when the node will be back.`),
  FrontEndDown: say('No front-end node is up to run it.', `Ask ${admin}.`),
  PartitionDown: say(
    'Its partition is down: it takes jobs but starts none.',
    `Ask ${admin}, or submit it to another partition.`,
  ),
  PartitionInactive: say(
    'Its partition is inactive and starts no jobs.',
    `Ask ${admin}, or submit it to another partition.`,
  ),
  PartitionNodeLimit: say(
    'It asks for more or fewer nodes than its partition allows, or nodes that it needs are down or drained.',
    `${neverAsItIs} unless those nodes come back: ask for another number of nodes, or use another partition.`,
  ),
  PartitionTimeLimit: say(
    'Its time limit is longer than its partition allows.',
    `${neverAsItIs}: ask for less time, or use another partition.`,
  ),
  PartitionConfig: say('It breaks a limit of its partition.', `${neverAsItIs}: ask ${admin} which limit that is.`),
  MaxMemPerLimit: say(
    'It asks for more memory for a CPU or a node than its partition allows.',
    `${neverAsItIs}: ask for less memory, or for more CPUs to spread it over.`,
  ),
  BadConstraints: say(
    'What it asks for can never be met by this cluster.',
    `${neverAsItIs}: change its constraints and submit it again.`,
  ),
  Constraints: say(
    'What it asks for cannot be met now.',
    'It starts when nodes that fit are back; else change its constraints.',
  ),
  Cleaning: say('Its last run is still being cleaned up before it may run again.', itself),
  Prolog: say('The program that prepares its nodes is still running.', itself),
  SchedDefer: say(
    'It asks to start at once, and this cluster does not start jobs as they are submitted.',
    'Submit it without asking for an immediate start.',
  ),
  DeadLine: say(
    'It cannot end before the deadline it was given.',
    `${neverAsItIs}: move the deadline or shorten its time limit.`,
  ),
  AccountNotAllowed: say(
    'Its account may not use its partition.',
    'Submit it under another account or to another partition.',
  ),
  InvalidAccount: say('Its account is not one that Slurm knows.', 'Submit it under an account that exists.'),
  InvalidQOS: say('Its quality of service (QOS) is not one that Slurm knows.', 'Submit it under a QOS that exists.'),
  QOSNotAllowed: say(
    'Its account or its partition does not allow its quality of service (QOS).',
    'Submit it under another QOS.',
  ),
  QOSUsageThreshold: say(
    'Its account has used so much that its quality of service (QOS) starts none of its jobs for now.',
    'It starts when the usage has decayed.',
  ),
  QOSJobLimit: say('Its quality of service (QOS) runs as many jobs as it may.', 'It starts when one of them ends.'),
  QOSResourceLimit: say(
    'Its quality of service (QOS) has reached one of its limits.',
    `Ask ${admin} which limit that is.`,
  ),
  QOSTimeLimit: say(
    'Its quality of service (QOS) has reached its limit of time.',
    `Ask ${admin}, or ask for less time.`,
  ),
  AssociationJobLimit: say('Its Slurm account runs as many jobs as it may.', 'It starts when one of them ends.'),
  AssociationResourceLimit: say(
    'Its Slurm account has reached one of its limits.',
    `Ask ${admin} which limit that is.`,
  ),
  AssociationTimeLimit: say('Its Slurm account has reached its limit of time.', `Ask ${admin}, or ask for less time.`),
  AccountingPolicy: say('A rule of Slurm’s accounting keeps it from starting.', `Ask ${admin} which rule that is.`),
  InactiveLimit: say('It was inactive for longer than this cluster allows.', null),
  BurstBufferResources: say('The burst buffer has too little room for it.', 'It starts when others give room back.'),
  BurstBufferStageIn: say('Its data is being copied into the burst buffer.', itself),
  BurstBufferOperation: say('An operation on its burst buffer failed.', `Ask ${admin}.`),
  FedJobLock: say('The clusters of its federation have not agreed yet which one starts it.', itself),
  PowerNotAvail: say('There is too little power left to run it.', 'It starts when power is given back.'),
  PowerReserved: say('The power it needs is reserved for others.', 'It starts when the reservation ends.'),
  JobLaunchFailure: say(
    'It could not be launched: a file system, a missing program or the node itself.',
    `Look at its output, then ask ${admin}.`,
  ),
  NonZeroExitCode: say('Its program ended with an error.', 'Look at its output.'),
  RaisedSignal: say('Its program was ended by a signal.', 'Look at its output.'),
  OutOfMemory: say('It needed more memory than it was given.', 'Ask for more memory.'),
  TimeLimit: say('It reached its time limit.', 'Ask for more time.'),
  SystemFailure: say('Slurm, a file system or the network failed.', `Ask ${admin}.`),
};
