/** Preloaded into a program: at its end tells in a file what it took (a parent sees the memory of its own fork instead). */
import { readFileSync, writeFileSync } from "node:fs";

process.on("exit", () => {
  const path = process.env["USAGE_FILE"];
  if (path === undefined) return;
  const { user, system } = process.cpuUsage();
  const peak =
    process.platform === "linux" ? /^VmHWM:\s*(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] : "0";
  writeFileSync(path, JSON.stringify({ seconds: (user + system) / 1e6, bytes: Number(peak) * 1024 }));
});
