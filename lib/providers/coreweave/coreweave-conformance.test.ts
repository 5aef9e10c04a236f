import { describeInventoryConformance } from '../contract/conformance/describe-inventory-conformance';
import { toPlayedCluster } from '../contract/conformance/played-cluster-conformance';
import { playFace } from '../contract/conformance/played-face-conformance';
import { coreWeaveReaders } from './inventory/readers';
import { coreWeaveProvider } from './provider';

const played = playFace({
  face: 'coreweave',
  name: 'CoreWeave',
  provider: coreWeaveProvider,
  ...toPlayedCluster(coreWeaveReaders.map(({ kind }) => kind)),
});

describeInventoryConformance('CoreWeave', () => played().subject);
