import type { Scene } from '../support/plights.js';

/** Something that the page can look like. Each is looked at by axe, and photographed. */
export interface State {
  /** Names its pictures. */
  name: string;
  /** Leaves the page standing still. */
  arrange: (scene: Scene) => Promise<void>;
  /** Opened without the client around it. */
  inBrowser?: true;
}
