/** Building mesh ruptures as columns: windows into one mesh with the parameters that follow from it. */
import type { MeshWindow } from "../surfaces/mesh.ts";
import type { SurfaceMesh, WindowParameters } from "../surfaces/surface-mesh.ts";
import type { MeshRuptures } from "./rupture-set.ts";

/** Fills the columns of mesh ruptures one by one, for a count known beforehand. */
export class MeshRuptureColumns {
  private readonly set: MeshRuptures;
  private row = 0;
  private window: MeshWindow | undefined;
  private parameters: WindowParameters | undefined;

  constructor(
    private readonly ruptured: SurfaceMesh,
    private readonly rake: number,
    count: number,
    withSlip = false,
  ) {
    this.set = {
      kind: "mesh",
      surface: ruptured.surface,
      count,
      mesh: ruptured.mesh,
      mag: new Float64Array(count),
      rate: new Float64Array(count),
      rake: new Float64Array(count),
      strike: new Float64Array(count),
      dip: new Float64Array(count),
      width: new Float64Array(count),
      ztor: new Float64Array(count),
      zbot: new Float64Array(count),
      hypoLon: new Float64Array(count),
      hypoLat: new Float64Array(count),
      hypoDepth: new Float64Array(count),
      rowStart: new Int32Array(count),
      rowStop: new Int32Array(count),
      columnStart: new Int32Array(count),
      columnStop: new Int32Array(count),
      ...(withSlip ? { slipDirection: new Float64Array(count) } : {}),
    };
  }

  /** Appends a rupture. Ruptures that share a window object in succession share its parameters. */
  add(
    window: MeshWindow,
    mag: number,
    rate: number,
    hypocentre: readonly [number, number, number],
    slip?: number,
  ): void {
    if (this.window !== window || this.parameters === undefined) {
      this.window = window;
      this.parameters = this.ruptured.parameters(window);
    }
    const { set, parameters } = this;
    const row = this.row++;
    set.mag[row] = mag;
    set.rate[row] = rate;
    set.rake[row] = this.rake;
    set.strike[row] = parameters.strike;
    set.dip[row] = parameters.dip;
    set.width[row] = parameters.width;
    set.ztor[row] = parameters.ztor;
    set.zbot[row] = parameters.zbot;
    set.hypoLon[row] = hypocentre[0];
    set.hypoLat[row] = hypocentre[1];
    set.hypoDepth[row] = hypocentre[2];
    set.rowStart[row] = window.rowStart;
    set.rowStop[row] = window.rowStop;
    set.columnStart[row] = window.columnStart;
    set.columnStop[row] = window.columnStop;
    if (slip !== undefined && set.slipDirection !== undefined) set.slipDirection[row] = slip;
  }

  /** The finished set. */
  ruptures(): MeshRuptures {
    if (this.row !== this.set.count) throw new Error(`${this.row} of ${this.set.count} ruptures were added`);
    return this.set;
  }
}
