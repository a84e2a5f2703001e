/** Checks one model document away from the server's thread. */
import { validateNrml } from "../inputs/nrml/validate-nrml.ts";

declare const self: Worker;

self.onmessage = ({ data }: MessageEvent<string>) => {
  const { valid, error_msg, error_line } = validateNrml(data);
  self.postMessage({ valid, error_msg, error_line });
};
