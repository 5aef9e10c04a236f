import type { RawReason, SaidReason } from './said-reason';

const say = (words: string, remedy: string | null): SaidReason => ({ words, remedy });

const noCapacity = say(
  'The cloud has no machines of the kind it asks for to give at present, and goes on trying.',
  'Another region or machine type may start sooner; capacity can be reserved ahead.',
);

const sageMaker: Readonly<Record<string, SaidReason>> = {
  Starting: say('SageMaker is starting it: it gets and prepares its machines.', 'It starts by itself.'),
  Pending: say('SageMaker waits for the capacity it is to run on.', 'It starts by itself when the capacity is there.'),
  LaunchingMLInstances: say('SageMaker is getting its machines.', 'It starts by itself.'),
  PreparingTrainingStack: say('Its machines are there and are being prepared.', 'It starts by itself.'),
  Downloading: say(
    'Its data is being copied to its machines.',
    'It starts by itself; another input mode would stream it instead.',
  ),
  DownloadingTrainingImage: say('Its image is being pulled.', 'It starts by itself.'),
  Interrupted: say(
    'Its spot machines were taken back.',
    'It goes on by itself when there are others, while its longest wait lasts.',
  ),
  Restarting: say('It failed on one of its machines and is being started again.', 'It starts by itself.'),
  Updating: say('It is being changed.', null),
  Stopping: say('It is being stopped.', null),
  MaxWaitTimeExceeded: say(
    'No spot machines came in the time it was to wait.',
    'Let it wait longer, or run it without spot machines.',
  ),
  MaxRuntimeExceeded: say('It reached the longest time it may run.', 'Let it run longer.'),
};

const vertex: Readonly<Record<string, SaidReason>> = {
  QUEUED: say(
    'Vertex AI has accepted it and not begun with it.',
    'It starts by itself; a quota that is used up keeps it here.',
  ),
  PENDING: say('Vertex AI is getting its machines and preparing them.', 'It starts by itself.'),
  PAUSED: say('It was paused and can be resumed.', 'Resume it.'),
  CANCELLING: say('It is being cancelled.', null),
  UPDATING: say('It is being changed.', null),
  RESOURCE_EXHAUSTED: noCapacity,
};

/** A reason of SageMaker in words; null for one that is not known. AWS may change the messages, not the codes. */
export function saySageMakerReason({ code, message }: RawReason): SaidReason | null {
  if (code === 'CapacityError' || /insufficient capacity/i.test(message ?? '')) return noCapacity;
  return Object.hasOwn(sageMaker, code) ? (sageMaker[code] ?? null) : null;
}

/** A reason of Vertex AI in words; null for one that is not known. */
export function sayVertexReason({ code, message }: RawReason): SaidReason | null {
  if (/resources are insufficient|stockout/i.test(message ?? '')) return noCapacity;
  const bare = code.replace(/^JOB_STATE_/, '');
  return Object.hasOwn(vertex, bare) ? (vertex[bare] ?? null) : null;
}
