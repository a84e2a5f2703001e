/** A mesh with what it says about its windows: strike, dip, width, depths. */
import type { Mesh, MeshWindow } from "./mesh.ts";
import {
  type MeshCells,
  meshCells,
  windowDepthToBottom,
  windowDepthToTop,
  windowOrientation,
  windowWidth,
} from "./mesh-cells.ts";
import type { MeshSurface } from "./mesh-windows.ts";

/** A mesh of a surface. */
export interface SurfaceMesh {
  readonly mesh: Mesh;
  readonly surface: MeshSurface;
  /** Strike, dip (degrees), width, ztor, zbot (km) of a window. */
  readonly parameters: (window: MeshWindow) => WindowParameters;
}

/** The mesh of a simple or complex fault with its tables, made once a source. */
export interface FaultMesh extends SurfaceMesh {
  readonly cells: MeshCells;
}

/**
 * @param uniform which part of a window gives strike, dip and width: for simple faults the first two rows and the first
 *   two columns only, because these are uniform there; for complex ones everything (docs/method/sources.md 6.2)
 */
export function faultMesh(mesh: Mesh, uniform: boolean): FaultMesh {
  const cells = meshCells(mesh);
  return { mesh, surface: "fault", cells, parameters: (window) => windowParameters(mesh, cells, window, uniform) };
}

/** What a mesh says about one window. */
export interface WindowParameters {
  readonly strike: number;
  readonly dip: number;
  readonly width: number;
  readonly ztor: number;
  readonly zbot: number;
}

function windowParameters(mesh: Mesh, cells: MeshCells, window: MeshWindow, uniform: boolean): WindowParameters {
  const topRows = uniform ? { ...window, rowStop: window.rowStart + 2 } : window;
  const leftColumns = uniform ? { ...window, columnStop: window.columnStart + 2 } : window;
  return {
    ...windowOrientation(mesh, cells, topRows),
    width: windowWidth(cells, leftColumns),
    ztor: windowDepthToTop(mesh, window),
    zbot: windowDepthToBottom(mesh, window),
  };
}
