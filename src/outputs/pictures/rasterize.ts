/** SVG to PNG with resvg in WebAssembly and fonts of our own: the same bytes on every machine, inside the single executable, too. */
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import wasm from "@resvg/resvg-wasm/index_bg.wasm" with { type: "file" };
import regular from "dejavu-fonts-ttf/ttf/DejaVuSans.ttf" with { type: "file" };
import bold from "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf" with { type: "file" };

let ready: Promise<Uint8Array[]> | undefined;

/** Loads once in a process. */
function prepare(): Promise<Uint8Array[]> {
  ready ??= (async () => {
    await initWasm(await Bun.file(wasm).arrayBuffer());
    return Promise.all([regular, bold].map((path) => Bun.file(path).bytes()));
  })();
  return ready;
}

/** @param zoom pixels for each of the picture */
export async function rasterize(svg: string, zoom: number): Promise<Uint8Array> {
  const fontBuffers = await prepare();
  const resvg = new Resvg(svg, {
    fitTo: { mode: "zoom", value: zoom },
    font: { fontBuffers, defaultFontFamily: "DejaVu Sans", sansSerifFamily: "DejaVu Sans" },
  });
  try {
    const image = resvg.render();
    const bytes = image.asPng();
    image.free();
    return bytes;
  } finally {
    resvg.free();
  }
}
