/** The first seven units of a name as one number that sorts as they do; everything above ASCII counts alike there. */
function headOf(name: string): number {
  let head = 0;
  let decided = false;
  for (let i = 0; i < 7; i++) {
    const unit = decided || i >= name.length ? 0 : Math.min(127, name.charCodeAt(i) + 1);
    // What follows a unit above ASCII must not decide before that unit itself has been compared.
    if (unit === 127) decided = true;
    head = head * 128 + unit;
  }
  return head;
}

/** Indices of the names from `from` on in rising order of UTF-16 units; only equal beginnings are compared as text. */
export function sortedNames(names: readonly string[], from = 0): Uint32Array {
  const heads = Float64Array.from({ length: names.length - from }, (_, i) => headOf(names[from + i]!));
  return Uint32Array.from({ length: names.length - from }, (_, i) => from + i).sort((a, b) => {
    const difference = heads[a - from]! - heads[b - from]!;
    if (difference !== 0) return difference;
    return names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : 0;
  });
}

/** Names numbered as they come, and their alphabetical order, to which later names are merged instead of sorting all anew. */
export class SortedNames {
  #names: string[] = [];
  #order: Uint32Array = new Uint32Array(0);

  get size(): number {
    return this.#names.length;
  }

  /** Takes in a new name and numbers it. */
  add(name: string): number {
    return this.#names.push(name) - 1;
  }

  name(index: number): string {
    return this.#names[index]!;
  }

  /** The numbers of all names in rising order of UTF-16 units. */
  order(): Uint32Array {
    const names = this.#names;
    const before = this.#order;
    if (before.length === names.length) return before;
    const fresh = sortedNames(names, before.length);
    const order = new Uint32Array(names.length);
    let [old, added] = [0, 0];
    for (let i = 0; i < order.length; i++) {
      const first =
        added === fresh.length || (old < before.length && names[before[old]!]! < names[fresh[added]!]!);
      order[i] = first ? before[old++]! : fresh[added++]!;
    }
    this.#order = order;
    return order;
  }
}
