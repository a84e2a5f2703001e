/** Small services: versions, ground-motion models, defaults of the job parameters, shared file systems. */

import { open } from "node:fs/promises";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import { allowedPath } from "../allowed-path.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { checkedFields, formBody } from "../forms/form-schema.ts";
import { readForm } from "../forms/read-form.ts";
import { JobParametersObject } from "../job-parameters-schema.ts";
import { latestVersionText } from "../latest-version.ts";
import { json, text, WRONG_REQUEST } from "../openapi/answers.ts";
import { jsonWithInfinity } from "../strict-json.ts";

const OnSameFsForm = t.Object({
  filename: t.String({ description: "Path of a file both sides can see", example: "/shared/check.txt" }),
  checksum: t.String({ description: "Adler-32 of its first 32 bytes started from 0, decimal", example: "2228619460" }),
});

/** Adler-32 started from 0 instead of 1 (RFC 1950 starts from 1; clients of this call do not). */
export function adler32FromZero(bytes: Uint8Array): number {
  let low = 0;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return high * 65536 + low;
}

async function isSameFile(path: string, checksum: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(32), 0, 32, 0);
    return String(adler32FromZero(buffer.subarray(0, bytesRead))) === checksum.trim();
  } catch {
    return false; // a folder, or unreadable
  } finally {
    await file.close();
  }
}

function textResponse(value: string): Response {
  return new Response(value, { headers: { "content-type": "text/html; charset=utf-8" } });
}

export function serviceRoutes({ settings }: ServerContext) {
  const tags = ["Service"];
  return new Elysia({ name: "service" })
    .get("/v1/engine_version", () => textResponse(settings.engineVersion), {
      response: { 200: text("The version", "3.26.2", "text/html") },
      detail: {
        tags,
        operationId: "getEngineVersion",
        summary: "Version of the engine",
        description:
          "Bare text. The version of the OpenQuake Engine this server behaves like, because clients compare it with their own; ours is in /healthz.",
      },
    })
    .get(
      "/v1/engine_latest_version",
      async () => textResponse(settings.latestVersionCheck ? await latestVersionText(settings.engineVersion) : "None"),
      {
        response: { 200: text("A sentence, nothing or the word None", "None", "text/html") },
        detail: {
          tags,
          operationId: "getLatestEngineVersion",
          summary: "Whether there is a newer version",
          description:
            "Bare text: a sentence, nothing when up to date, `None` when not known. Asks the internet only when the operator allowed it.",
        },
      },
    )
    .get(
      "/v1/available_gsims",
      async () => {
        const { modelNames } = await import("../../hazard/gmm/registry.ts");
        return modelNames();
      },
      {
        response: {
          200: json(t.Array(t.String(), { example: ["AkkarBommer2010", "BooreAtkinson2008"] }), "Their names"),
        },
        detail: {
          tags,
          operationId: "listGroundMotionModels",
          summary: "Ground-motion models that can be used",
          description: "Class names, sorted.",
        },
      },
    )
    .get(
      "/v1/ini_defaults",
      async () => {
        const { iniDefaults } = await import("../../inputs/job-ini/defaults.ts");
        return new Response(jsonWithInfinity(iniDefaults(navigator.hardwareConcurrency)), {
          headers: { "content-type": "application/json" },
        });
      },
      {
        response: {
          200: json(JobParametersObject, "Defaults by name"),
        },
        detail: {
          tags,
          operationId: "getJobParameterDefaults",
          summary: "Defaults of the job parameters",
          description:
            "Every parameter, null where there is no default; older names included. Infinity is written 1e999, which every JSON parser takes.",
        },
      },
    )
    .post(
      "/v1/on_same_fs",
      async ({ request }) => {
        const form = await readForm(callerOf(request).original, { fieldBytes: 10_000, bodyBytes: 100_000 });
        const { filename, checksum } = checkedFields(OnSameFsForm, form);
        const path = allowedPath(filename, settings.allowPath);
        return { success: path !== undefined && (await isSameFile(path, checksum)) };
      },
      {
        parse: "none",
        response: {
          200: json(t.Object({ success: Type.Boolean({ example: false }) }), "Whether they do"),
          400: WRONG_REQUEST,
        },
        detail: {
          tags,
          operationId: "checkSharedFileSystem",
          summary: "Whether client and server share a file system",
          description: "Only for files below a folder given with --allow-path; false for all others.",
          requestBody: formBody(OnSameFsForm, "application/x-www-form-urlencoded", "multipart/form-data"),
        },
      },
    );
}
