/** One attempt to deliver a notification. */
import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { CallbackSettings } from "../settings.ts";
import { resolveTarget } from "./targets.ts";

export interface Message {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

/** `sha256=` + hex HMAC-SHA256 of `<timestamp>.<body>` with the operator's secret. */
export const SIGNATURE_HEADER = "X-Quakewright-Signature";
/** Seconds since 1970; part of what is signed, so that an old message cannot be sent again. */
export const TIMESTAMP_HEADER = "X-Quakewright-Timestamp";

export function signature(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
}

/**
 * Posts to the address that was checked (no second look-up), follows no redirect.
 * @throws Error unless a 2xx answer comes in time.
 */
export async function deliver(message: Message, settings: CallbackSettings): Promise<void> {
  const { url, address, family } = await resolveTarget(message.url, settings.allowPrivate);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers: Record<string, string> = {
    "Content-Type": message.contentType,
    "Content-Length": String(Buffer.byteLength(message.body)),
    "User-Agent": "Quakewright",
    [TIMESTAMP_HEADER]: timestamp,
    ...(settings.secret === null ? {} : { [SIGNATURE_HEADER]: signature(settings.secret, timestamp, message.body) }),
  };
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const request = send(
    url,
    {
      method: "POST",
      headers,
      lookup: (_host, options, answer) => {
        if (options.all) answer(null, [{ address, family }]);
        else answer(null, address, family);
      },
      agent: false,
    },
    (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) resolve();
      else reject(new Error(`answer ${status}`));
    },
  );
  const timer = setTimeout(() => {
    reject(new Error(`no answer within ${settings.timeoutMs} ms`));
    request.destroy();
  }, settings.timeoutMs);
  request.on("error", reject);
  request.end(message.body);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    request.destroy();
  }
}
