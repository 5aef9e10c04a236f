import { type SaidReason, toSentence } from './said-reason';

/** Why some of the nodes, or the pod as a whole, rule each other out. `nodes` null: it holds for all of them. */
interface Obstacle {
  nodes: number | null;
  /** The scheduler's phrase. */
  phrase: string;
}

/** What would help against an obstacle: time, a change of the pod, or a look at its storage. */
type Help = 'room' | 'change' | 'node' | 'storage';

/**
 * The message of kube-scheduler in words: `0/12 nodes are available: 3 Insufficient nvidia.com/gpu, …`. Null for a text
 * of another form. A node may be told of more than once.
 */
export function sayUnschedulable(message: string): SaidReason | null {
  const head = /^(\d+)\/(\d+) nodes are available(?::\s*(.*))?$/s.exec(message.trim());
  if (head === null) return null;
  const all = Number(head[2]);
  const text = (head[3] ?? '').replace(/\.?\s*preemption:.*$/s, '').replace(/\.\s*$/, '');
  const said = parseObstacles(text).map(sayObstacle);
  const none = all === 0 ? 'There is no node at all' : `None of ${all} ${all === 1 ? 'node' : 'nodes'} can take it`;
  const words = said.map((one) => one.words).join('; ');
  return {
    words: toSentence(words === '' ? none : `${none}: ${words}`),
    remedy: adviseOn(said.map(({ help }) => help)),
  };
}

function parseObstacles(text: string): Obstacle[] {
  // A taint stands in braces, with commas of its own; older schedulers end such a part in a clause behind a comma.
  const parts = text.replaceAll(/, that the pod didn't tolerate/g, '').split(/,\s+(?![^{]*\})/);
  return parts.flatMap((part) => {
    const [, count, phrase = ''] = /^(\d+)?\s*(.*)$/s.exec(part.trim()) ?? [];
    return phrase === '' ? [] : [{ nodes: count === undefined ? null : Number(count), phrase }];
  });
}

const resourceWords: Readonly<Record<string, string>> = {
  'nvidia.com/gpu': 'free GPUs',
  'amd.com/gpu': 'free AMD GPUs',
  'google.com/tpu': 'free TPU chips',
  cpu: 'free CPU',
  memory: 'free memory',
  'ephemeral-storage': 'free local disk',
};

const taintWords: Readonly<Record<string, string>> = {
  'node.kubernetes.io/unschedulable': 'take no new work (cordoned)',
  'node.kubernetes.io/not-ready': 'are not ready',
  'node.kubernetes.io/unreachable': 'cannot be reached',
  'node.kubernetes.io/disk-pressure': 'are short of disk',
  'node.kubernetes.io/memory-pressure': 'are short of memory',
  'node.kubernetes.io/pid-pressure': 'run too many processes',
  'node.kubernetes.io/network-unavailable': 'have no network',
  'node.cloudprovider.kubernetes.io/uninitialized': 'are still being set up',
  'node-role.kubernetes.io/control-plane': 'are for the control plane',
};

const phrases: readonly (readonly [RegExp, string, Help])[] = [
  [
    /node affinity\/selector|match node selector/,
    'are not of the kind it asks for (node selector or affinity)',
    'change',
  ],
  [/were unschedulable/, 'take no new work (cordoned)', 'node'],
  [/volume node affinity conflict|available volume zone/, 'cannot reach its volume, which stands elsewhere', 'storage'],
  [/persistent volumes to bind/, 'have no volume that fits its claim', 'storage'],
  [/unbound immediate PersistentVolumeClaims/, 'wait for its claim on storage to be bound', 'storage'],
  [/free ports/, 'have a port in use that it asks for', 'room'],
  [/anti-affinity/, 'run pods that it must be kept apart from', 'room'],
  [/pod affinity rules/, 'do not run the pods it must stand beside', 'change'],
  [/topology spread constraints/, 'would spread its pods less evenly than it asks', 'change'],
  [/Too many pods/, 'run as many pods as they may', 'room'],
  [/max volume count/, 'have as many volumes attached as they may', 'room'],
  [/didn't match the requested node name/, 'are not the one it names', 'change'],
  [/unavailable devices|cannot allocate all claims/, 'have no free devices that meet its claims', 'room'],
];

function sayObstacle({ nodes, phrase }: Obstacle): { words: string; help: Help | null } {
  const lacking = /^Insufficient (\S+)$/.exec(phrase)?.[1];
  if (lacking !== undefined)
    return { words: count(nodes, `have too few ${resourceWords[lacking] ?? lacking}`), help: 'room' };
  const taint = /taint(?:\(s\))?\s*\{([^:}=]+)[:=]?\s*([^}]*)\}/.exec(phrase);
  if (taint !== null) return sayTaint(nodes, taint[1]?.trim() ?? '', taint[2]?.trim() ?? '');
  const missing = /persistentvolumeclaim "([^"]+)" (not found|bound to non-existent persistentvolume)/.exec(phrase);
  if (missing !== null)
    return { words: `its claim on storage, ${missing[1]}, names nothing that exists`, help: 'storage' };
  const known = phrases.find(([pattern]) => pattern.test(phrase));
  if (known !== undefined) return { words: count(nodes, known[1]), help: known[2] };
  return { words: nodes === null ? `“${phrase}”` : `${nodes} for another reason: “${phrase}”`, help: null };
}

function sayTaint(nodes: number | null, key: string, value: string): { words: string; help: Help } {
  const known = taintWords[key];
  if (known !== undefined) return { words: count(nodes, known), help: 'node' };
  return {
    words: count(nodes, `are kept for other work (taint ${value === '' ? key : `${key}: ${value}`})`),
    help: 'change',
  };
}

function count(nodes: number | null, verb: string): string {
  if (nodes === null) return `they ${verb}`;
  if (nodes !== 1) return `${nodes} ${verb}`;
  const [first = '', ...rest] = verb.split(' ');
  return `1 ${[singular[first] ?? first.replace(/$/, 's'), ...rest].join(' ')}`;
}

const singular: Readonly<Record<string, string>> = {
  are: 'is',
  have: 'has',
  cannot: 'cannot',
  do: 'does',
  would: 'would',
};

function adviseOn(help: readonly (Help | null)[]): string | null {
  if (help.includes('storage'))
    return 'Look at its claims on storage: until they are bound where its nodes are, it cannot start.';
  if (help.includes('room'))
    return 'It starts when enough of what runs on nodes that fit ends, or when such nodes are added. Asking for less a pod may help where what is free is scattered.';
  if (help.includes('node') && help.includes('change'))
    return 'It starts only if a node that is away now comes back and suits it; else its tolerations, node selector or affinity must change.';
  if (help.includes('node')) return 'It starts when those nodes take work again: ask whoever runs the cluster.';
  if (help.includes('change'))
    return 'Nothing that ends makes room for it: its tolerations, node selector or affinity must change, or nodes that match be added.';
  return null;
}
