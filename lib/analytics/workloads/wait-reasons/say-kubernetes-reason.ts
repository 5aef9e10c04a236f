import type { RawReason, SaidReason } from './said-reason';
import { sayUnschedulable } from './say-unschedulable';

const say = (words: string, remedy: string | null): SaidReason => ({ words, remedy });

const image = 'Check the image’s name and tag, and the pull secret of its namespace; then its registry.';

const reasons: Readonly<Record<string, SaidReason>> = {
  Unschedulable: say('No node can take it now.', 'Look at what it asks for, and at what the nodes have free.'),
  SchedulingGated: say(
    'Something holds it back from scheduling on purpose, as Kueue does until it admits a job.',
    'It is considered when its scheduling gates are taken away.',
  ),
  SchedulerError: say('The scheduler failed while it looked for a node.', 'Ask whoever runs the cluster.'),
  Pending: say('It was accepted and stands on no node yet.', null),
  ContainerCreating: say('Its node is setting it up: images, volumes and network.', 'It starts by itself.'),
  PodInitializing: say('Its init containers run before it.', 'It starts when they have ended well.'),
  ErrImagePull: say('Its image could not be pulled.', image),
  ImagePullBackOff: say('Its image could not be pulled, and is tried again ever less often.', image),
  ErrImageNeverPull: say(
    'Its image is not on the node, and it forbids pulling it.',
    'Change its pull policy, or put the image on the node.',
  ),
  InvalidImageName: say('The name of its image cannot be read.', 'Correct the image’s name.'),
  ImageInspectError: say('Its image on the node is damaged or cannot be read.', 'Ask whoever runs the cluster.'),
  RegistryUnavailable: say('The registry of its image does not answer.', 'Ask whoever runs the registry.'),
  CrashLoopBackOff: say(
    'Its program keeps ending soon after it starts, and is started again ever less often. It keeps its devices meanwhile.',
    'Look at the log of its last run.',
  ),
  CreateContainerConfigError: say(
    'Its container cannot be configured: a ConfigMap, a Secret or a key that it names is missing.',
    'Create what its message names, or correct the name.',
  ),
  CreateContainerError: say(
    'Its container could not be created on the node.',
    'Look at its command, mounts and devices.',
  ),
  RunContainerError: say(
    'Its container was created but could not be started.',
    'Look at its command and at the node’s driver.',
  ),
  PreCreateHookError: say('A hook before its container’s creation failed.', 'Ask whoever runs the cluster.'),
  PostStartHookError: say('The hook that runs after its start failed.', 'Correct its postStart hook.'),
  UnexpectedAdmissionError: say(
    'Its node refused it: the devices it was given were gone when it came.',
    'Its controller makes another; if that goes on, look at the node’s device plugin.',
  ),
  Evicted: say('Its node ran short and put it out.', 'Its controller makes another, if it has one.'),
  NodeLost: say('Its node has not been heard of.', 'Ask whoever runs the cluster.'),
  PreemptionByScheduler: say(
    'It is put out for a pod of higher priority.',
    'Its controller makes another, if it has one.',
  ),
  DeletionByTaintManager: say(
    'Its node was tainted, and it does not tolerate that.',
    'Its controller makes another, if it has one.',
  ),
  EvictionByEvictionAPI: say(
    'It is moved off its node, as when a node is drained.',
    'Its controller makes another, if it has one.',
  ),
  DeletionByPodGC: say('Its node is gone.', 'Its controller makes another, if it has one.'),
  TerminationByKubelet: say(
    'Its node ran short or shut down and ends it.',
    'Its controller makes another, if it has one.',
  ),
  Terminating: say('It is being removed.', null),
  NodeAffinity: say('Its node no longer is of the kind it asks for.', 'Its controller makes another, if it has one.'),
};

/** A reason of Kubernetes in words; null for one that is not known. */
export function sayKubernetesReason({ code, message }: RawReason): SaidReason | null {
  const parsed = message === null ? null : sayUnschedulable(message);
  if (parsed !== null) return parsed;
  const bare = code.replace(/^Init:/, '');
  if (bare.startsWith('OutOf'))
    return say(
      `Its node ran out of ${bare.slice('OutOf'.length)} before it came.`,
      'Its controller makes another, if it has one.',
    );
  return Object.hasOwn(reasons, bare) ? (reasons[bare] ?? null) : null;
}
