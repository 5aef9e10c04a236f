import { describeInventoryConformance } from '../contract/conformance/describe-inventory-conformance';
import { toPlayedCluster } from '../contract/conformance/played-cluster-conformance';
import { playFace } from '../contract/conformance/played-face-conformance';
import { kubernetesReaders } from './inventory/readers';
import { kubernetesProvider } from './provider';

const played = playFace({
  face: 'kubernetes',
  name: 'Kubernetes',
  provider: kubernetesProvider,
  ...toPlayedCluster(kubernetesReaders.map(({ kind }) => kind)),
});

describeInventoryConformance('Kubernetes', () => played().subject);
