export async function exportOutputs(_c: unknown, _t: readonly string[], _d: string): Promise<string[]> {
  return [];
}
