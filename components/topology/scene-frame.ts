import type { Camera, ViewSize } from './camera';
import type { Scene, SceneLine, SceneSite, Selection } from './to-scene';

/** What is painted of a picture, and how it is seen. */
export interface SceneFrame extends ViewSize {
  scene: Scene;
  /** Those of its lines that are drawn. */
  drawn: readonly SceneLine[];
  selection: Selection;
  camera: Camera;
  /** The site that the keyboard stands on; null: none. */
  focused: SceneSite | null;
}
