import { type RawReason, type SaidReason, toSentence } from './said-reason';
import { sayKubernetesReason } from './say-kubernetes-reason';

const say = (words: string, remedy: string | null): SaidReason => ({ words, remedy });
const keeper = 'whoever keeps the ClusterQueue';

const devices: Readonly<Record<string, string>> = {
  'nvidia.com/gpu': 'GPUs',
  'amd.com/gpu': 'AMD GPUs',
  'google.com/tpu': 'TPU chips',
  cpu: 'CPU',
  memory: 'memory',
};
const nameOf = (resource: string | undefined) => devices[resource ?? ''] ?? resource ?? 'something';

/** What Kueue says of one flavor, by the form of its sentence. The first that matches anywhere in a message is told. */
const forms: readonly (readonly [RegExp, (...parts: string[]) => SaidReason])[] = [
  [
    /insufficient quota for (\S+) in flavor (\S+?),? (?:request > maximum capacity|previously considered podsets requests).*?([\d.]+\w*)\)\s*(?:$|[,;])/,
    (resource, flavor, most) =>
      say(
        `It asks for more ${nameOf(resource)} than its queue can ever give it in the flavor ${flavor}: ${most} at most.`,
        `It will not start as it is: ask for less, or ask ${keeper} for more quota.`,
      ),
  ],
  [
    /insufficient quota for (\S+) in flavor (\S+) in ClusterQueue/,
    (resource, flavor) =>
      say(
        `It asks for more ${nameOf(resource)} than its queue has in the flavor ${flavor}.`,
        `It will not start as it is: ask for less, or ask ${keeper} for more quota.`,
      ),
  ],
  [
    /insufficient unused quota (?:in cohort )?for (\S+) in flavor (\S+?), (\S+) more needed/,
    (resource, flavor, more) =>
      say(
        `Its queue’s quota of ${nameOf(resource)} in the flavor ${flavor} is used up: ${more} more must come free.`,
        `It starts when work of its queue ends; ${keeper} can give it more quota.`,
      ),
  ],
  [
    /borrowing limit for (\S+) in flavor (\S+) exceeded/,
    (resource, flavor) =>
      say(
        `Its queue may borrow no more ${nameOf(resource)} from others in the flavor ${flavor}.`,
        `It starts when work of its queue ends; ${keeper} can raise the borrowing limit.`,
      ),
  ],
  [
    /resource (\S+) unavailable in ClusterQueue/,
    (resource) => say(`Its queue gives out no ${nameOf(resource)} at all.`, `Use another queue, or ask ${keeper}.`),
  ],
  [
    /allows to fit only (\d+) out of (\d+) pod/,
    (fit, all) =>
      say(
        `Only ${fit} of its ${all} pods fit as close together as it asks.`,
        'It starts when enough comes free in one part of the network; asking for less closeness may help.',
      ),
  ],
  [
    /(?:LocalQueue|ClusterQueue) (\S+) doesn't exist/,
    (queue) =>
      say(
        `The queue it names, or the one behind it, does not exist: ${queue}.`,
        'Correct the queue’s name, or create the queue.',
      ),
  ],
  [
    /(?:LocalQueue|ClusterQueue) (\S+) is (?:inactive|stopped)/,
    (queue) => say(`Its queue ${queue} is stopped, or not set up to the end, and admits nothing.`, `Ask ${keeper}.`),
  ],
  [
    /Pending the preemption of (\d+) workload/,
    (count) =>
      say(
        `${count} others are being put out to make room for it.`,
        'It starts when they have given their devices back.',
      ),
  ],
  [
    /no longer fits after processing another workload|overlapping preemption targets/,
    () =>
      say('Another that goes first took what it would have fitted into.', 'It is considered again in the next round.'),
  ],
  [
    /admission check/i,
    () =>
      say(
        'Its quota is set aside, and it waits for the checks before admission, as that nodes are provisioned for it.',
        'It starts when every check is ready; its document names them.',
      ),
  ],
  [
    /waiting for all admitted workloads to be in the PodsReady|PodsReady/i,
    () =>
      say(
        'Its queue waits for the pods of what was admitted before it to be ready.',
        'It is considered when they are.',
      ),
  ],
  [
    /untolerated taint (\{[^}]*\}) in flavor ([^\s,;]+)/,
    (taint, flavor) =>
      say(
        `It does not tolerate the taint ${taint} of the flavor ${flavor}.`,
        'Add the toleration, or use another queue.',
      ),
  ],
  [
    /flavor (\S+) doesn't match node affinity/,
    (flavor) =>
      say(
        `The nodes of the flavor ${flavor} are not of the kind it asks for.`,
        'Change its node selector, or use another queue.',
      ),
  ],
  [
    /flavor (\S+) not found/,
    (flavor) => say(`Its queue names a flavor that does not exist: ${flavor}.`, `Ask ${keeper}.`),
  ],
  [
    /Preempted to accommodate/,
    () => say('It was put out for work that goes first, and waits again.', 'It starts when its queue has room for it.'),
  ],
];

const reasons: Readonly<Record<string, SaidReason>> = {
  Pending: say('Its queue has not admitted it yet.', null),
  PendingEvaluation: say('Its queue has not considered it yet.', 'It is considered by itself.'),
  WaitingForQuota: say(
    'Its queue’s quota is used up.',
    `It starts when work of its queue ends; ${keeper} can give it more quota.`,
  ),
  ExceedsMaxQuota: say(
    'It asks for more than its queue can ever give it.',
    'It will not start as it is: ask for less, or use another queue.',
  ),
  BorrowingLimitReached: say('Its queue may borrow no more from others.', 'It starts when work of its queue ends.'),
  NoMatchingFlavor: say(
    'No flavor of its queue suits it: it does not tolerate their taints, or asks for another kind of node.',
    'Change its tolerations or node selector, or use another queue.',
  ),
  TopologyPlacementFailed: say(
    'What is free is too scattered for how close together its pods must be.',
    'It starts when enough comes free in one part of the network.',
  ),
  WaitingForPreemptedWorkloads: say(
    'Others are being put out to make room for it.',
    'It starts when they have given their devices back.',
  ),
  WaitingForPodsReady: say(
    'Its queue waits for the pods of what was admitted before it to be ready.',
    'It is considered when they are.',
  ),
  Misconfigured: say(
    'The queue it names does not exist, or its request cannot be read.',
    'Correct the queue’s name or its request.',
  ),
  Inadmissible: say('Its queue is missing or stopped, so nothing can admit it.', `Ask ${keeper}.`),
  Suspended: say('Its queue is stopped and admits nothing.', `Ask ${keeper}.`),
  Deactivated: say(
    'Somebody, or a limit of retries, took it out of the queue.',
    'Set it active again to have it considered.',
  ),
  InactiveWorkload: say(
    'Somebody, or a limit of retries, took it out of the queue.',
    'Set it active again to have it considered.',
  ),
  AdmissionGated: say('A gate holds it back from admission.', 'It is considered when the gate is taken away.'),
  AdmissionCheck: say(
    'A check before its admission sent it back to the queue.',
    'It is considered again; its document names the check.',
  ),
  QuotaReserved: say(
    'Its quota is set aside, and it waits for the checks before admission.',
    'It starts when every check is ready; its document names them.',
  ),
  Preempted: say(
    'It was put out for work that goes first, and waits again.',
    'It starts when its queue has room for it.',
  ),
  PodsReadyTimeout: say(
    'Its pods were not ready in time, and it went back to the queue.',
    'Look at why its pods did not start.',
  ),
  ClusterQueueStopped: say('Its queue was stopped.', `Ask ${keeper}.`),
  LocalQueueStopped: say('Its queue was stopped.', `Ask ${keeper}.`),
};

/**
 * A reason of Kueue in words; null for one that is not known. A message that speaks of several sets of pods is told by
 * the first obstacle that decides, with the set's name where the message has more than one.
 */
export function sayKueueReason(reason: RawReason, nativeState: string | null): SaidReason | null {
  const message = reason.message ?? '';
  for (const [form, toSaid] of forms) {
    const found = form.exec(message);
    if (found === null) continue;
    const said = toSaid(...found.slice(1).map((part) => part ?? ''));
    const sets = [...message.matchAll(/couldn't assign flavors to pod set (\S+?):/g)].map(([, name]) => name);
    if (sets.length < 2) return said;
    return { ...said, words: `${said.words} That holds up its pods “${toSetBefore(message, found.index)}”.` };
  }
  if (Object.hasOwn(reasons, reason.code)) return reasons[reason.code] ?? null;
  // With its quota reserved, what it waits for is a check that somebody named.
  if (nativeState === 'QuotaReserved')
    return say(
      `Its quota is set aside, and it waits for the check “${reason.code}” before its admission.`,
      'It starts when the check is ready; ask whoever keeps that check.',
    );
  const asPod = sayKubernetesReason(reason);
  return asPod === null ? null : { ...asPod, words: toSentence(asPod.words) };
}

function toSetBefore(message: string, index: number): string {
  const before = [...message.slice(0, index).matchAll(/pod set (\S+?):/g)].at(-1);
  return before?.[1] ?? '';
}
