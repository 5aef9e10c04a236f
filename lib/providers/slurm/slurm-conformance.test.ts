import { describeInventoryConformance } from '../contract/conformance/describe-inventory-conformance';
import { playFace, toExpectedCluster, toExpectedItem } from '../contract/conformance/played-face-conformance';
import { slurmProvider } from './provider';

const played = playFace({
  face: 'slurm',
  name: 'Slurm',
  provider: slurmProvider,
  // Both controllers answer. Of nothing but jobs does Slurm tell when it was made.
  toExpected: (resources, { clusterName }) => [
    toExpectedCluster(clusterName, { kind: 'batch-cluster', nativeStatus: 'UP' }),
    ...resources
      .map(toExpectedItem)
      .map((item) => ({ ...item, createdAt: item.kind === 'batch-job' ? item.createdAt : null })),
  ],
  toTarget: ({ clusterName }) => ({
    aim: { account: String(clusterName), operation: 'jobs' },
    hits: ({ kind }) => kind === 'batch-job',
  }),
  immune: {
    'duplicate-page': 'A list comes whole in one answer, so there is no page to repeat.',
    'token-loop': 'A list comes whole in one answer, so there is no token to follow.',
    'clock-skew': 'What is shown is a token that names when it ends, and nothing of the moment of the call.',
  },
});

describeInventoryConformance('Slurm', () => played().subject);
