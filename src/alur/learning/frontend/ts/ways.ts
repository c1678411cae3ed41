// The way of one reader through a module, by the rules of learning/rules/ways.py. A test holds the two together.

/** Return the screens on her way, from the first to the last: as far as she has chosen, then the shortest. */
export function way(targets: number[][], chosen: Map<number, number>): number[] {
  const last = targets.length;
  let path = [1];
  for (let here = 1; here !== last; here = path[path.length - 1] as number) {
    const options = targets[here - 1] ?? [];
    const onward = options.length === 1 ? (options[0] as number) : (chosen.get(here) ?? 0);
    if (!options.includes(onward)) break;
    if (path.includes(onward)) {
      path = path.slice(0, path.indexOf(onward) + 1);
      break;
    }
    path.push(onward);
  }
  return [...path, ...shortest(targets, path[path.length - 1] as number).slice(1)];
}

function shortest(targets: number[][], start: number): number[] {
  const ways = [[start]];
  const seen = new Set([start]);
  for (const path of ways) {
    const here = path[path.length - 1] as number;
    if (here === targets.length) return path;
    for (const other of targets[here - 1] ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      ways.push([...path, other]);
    }
  }
  return [start];
}
