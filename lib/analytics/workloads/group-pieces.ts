import { type Maker, toKey, toMaker, toPodMaker } from './grouping-keys';
import { hasEnded, stateOf, type WorkPiece } from './work-piece';

/** Pieces that are one job, and what made them. */
export interface PieceGroup {
  /** What made its pods; null for a piece on its own. */
  maker: Maker | null;
  /** What Kueue queues for it: one as a rule, one a pod where it queues pods. By id. */
  queued: WorkPiece[];
  /** Its pods, or the one job that it is. By id. */
  parts: WorkPiece[];
  /** Those that are gone while others of the job are there, or that ended before it was queued anew: they tell nothing of it. */
  former: WorkPiece[];
}

/**
 * The pieces of one connection as jobs: pods with what made them, and a Kueue workload with the pods of its job. Every
 * piece stands in exactly one group, whatever their order.
 */
export function groupPieces(pieces: readonly WorkPiece[]): PieceGroup[] {
  const sorted = [...pieces].sort((left, right) => (left.id < right.id ? -1 : 1));
  const groups = new Map<string, { maker: Maker | null; pieces: WorkPiece[] }>();
  const put = (key: string, maker: Maker | null, piece: WorkPiece) => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { maker, pieces: [piece] });
    else group.pieces.push(piece);
  };
  const pods = sorted.filter(({ kind }) => kind === 'pod');
  const queued = sorted.filter(({ system }) => system === 'kueue');
  const keyOfPod = toPodKeys(pods, queued);
  const podOfName = new Map(pods.map((pod) => [toName(pod.work.namespace, pod.name), pod.id]));
  for (const piece of queued) {
    const { key, maker } = toQueuedKey(piece, (name) => keyOfPod.get(podOfName.get(name) ?? ''));
    put(key, maker, piece);
  }
  for (const pod of pods) {
    const { key, maker } = keyOfPod.get(pod.id) ?? { key: pod.id, maker: null };
    put(key, maker, pod);
  }
  for (const piece of sorted) if (piece.kind !== 'pod' && piece.system !== 'kueue') put(piece.id, null, piece);
  return [...groups.values()].map(({ maker, pieces: own }) => toGroup(maker, own));
}

interface Keyed {
  key: string;
  maker: Maker | null;
}

/** Where each pod belongs, by id. A pod of a group of Kueue's belongs to the workload that bears the group's name. */
function toPodKeys(pods: readonly WorkPiece[], queued: readonly WorkPiece[]): Map<string, Keyed> {
  const named = new Map(queued.map((piece) => [toName(piece.work.namespace, piece.name), piece]));
  return new Map(
    pods.map((pod) => {
      const { namespace } = pod.work;
      const podGroup = pod.labels['kueue.x-k8s.io/pod-group-name'];
      const workload = podGroup === undefined ? undefined : named.get(toName(namespace, podGroup));
      const maker = toPodMaker(pod);
      const whole = workload === undefined ? maker : (toMaker(workload.work.controller) ?? toPodGroup(workload.name));
      if (whole !== null) return [pod.id, { key: toKey(namespace, whole), maker: maker ?? whole }];
      const alone = podGroup === undefined ? null : toPodGroup(podGroup);
      return [pod.id, { key: alone === null ? pod.id : toKey(namespace, alone), maker: alone }];
    }),
  );
}

const toPodGroup = (name: string): Maker => ({ kind: 'PodGroup', name });

const toName = (namespace: string | null, name: string) => `${namespace ?? ''}\n${name}`;

/** Where a workload of Kueue belongs: with what it was made for, which may be a single pod, or a group of pods. */
function toQueuedKey(piece: WorkPiece, findPod: (name: string) => Keyed | undefined): Keyed {
  const { namespace, controller } = piece.work;
  const maker = toMaker(controller) ?? toPodGroup(piece.name);
  const pod = maker.kind === 'Pod' ? findPod(toName(namespace, maker.name)) : undefined;
  return pod === undefined ? { key: toKey(namespace, maker), maker } : { key: pod.key, maker: pod.maker ?? maker };
}

function toGroup(maker: Maker | null, pieces: readonly WorkPiece[]): PieceGroup {
  const isThere = pieces.some(({ isGone }) => !isGone);
  const isUnderWay = pieces.some((piece) => isQueued(piece) && !piece.isGone && !hasEnded(stateOf(piece)));
  const isFormer = (piece: WorkPiece) =>
    (isThere && piece.isGone) || (isUnderWay && isQueued(piece) && hasEnded(stateOf(piece)));
  const telling = pieces.filter((piece) => !isFormer(piece));
  return {
    maker,
    queued: telling.filter(isQueued),
    parts: telling.filter((piece) => !isQueued(piece)),
    former: pieces.filter(isFormer),
  };
}

function isQueued({ system }: WorkPiece): boolean {
  return system === 'kueue';
}
