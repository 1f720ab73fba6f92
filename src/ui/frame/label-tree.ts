/** A tag or a collection as the library lists it; its name is a path. */
export interface Label {
  readonly name: string;
  readonly count: number;
  readonly colour?: string | null;
}

/** A label where it is drawn. One that is only the beginning of others' names has no count of its own. */
export interface Branch {
  readonly name: string;
  /** The last part of the name. */
  readonly leaf: string;
  readonly depth: number;
  readonly count: number;
  readonly colour: string | null;
  readonly children: number;
}

const parentOf = (name: string): string | null =>
  name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : null;

/** The labels as a tree in drawing order, without what stands inside a folded one. */
export function branches(labels: readonly Label[], folded: ReadonlySet<string>): readonly Branch[] {
  const known = new Map(labels.map((label) => [label.name, label]));
  for (const { name } of labels)
    for (let up = parentOf(name); up !== null && !known.has(up); up = parentOf(up))
      known.set(up, { name: up, count: 0 });
  const under = new Map<string | null, Label[]>();
  for (const label of known.values()) {
    const parent = parentOf(label.name);
    under.set(parent, [...(under.get(parent) ?? []), label]);
  }
  const drawn: Branch[] = [];
  const walk = (parent: string | null, depth: number): void => {
    const list = under.get(parent) ?? [];
    for (const label of list.toSorted((a, b) => a.name.localeCompare(b.name))) {
      drawn.push({
        name: label.name,
        leaf: label.name.slice(label.name.lastIndexOf('/') + 1),
        depth,
        count: label.count,
        colour: label.colour ?? null,
        children: under.get(label.name)?.length ?? 0,
      });
      if (!folded.has(label.name)) walk(label.name, depth + 1);
    }
  };
  walk(null, 0);
  return drawn;
}

/** Where a label goes when it is put into another one; null is the top. Null when it is there already or cannot go there. */
export function movedInto(name: string, target: string | null): string | null {
  if (target === name || target?.startsWith(`${name}/`)) return null;
  const leaf = name.slice(name.lastIndexOf('/') + 1);
  const to = target === null ? leaf : `${target}/${leaf}`;
  return to === name ? null : to;
}
